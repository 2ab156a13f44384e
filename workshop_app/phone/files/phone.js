// Keeps a phone's draft, and sends what is written as soon as the network is there.
// The page works without this file; nothing anybody wrote is ever read as markup.
(() => {
  "use strict";
  const form = document.getElementById("card");
  if (!form || !window.fetch || !window.localStorage) return;
  const code = form.dataset.code;
  const most = Number(form.dataset.most);
  const text = form.elements.text;
  const status = document.getElementById("status");
  const waitingList = document.getElementById("waiting");
  const own = document.getElementById("own");
  const DRAFT = `kurumaza.draft.${code}`;
  const QUEUE = `kurumaza.queue.${code}`;
  const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
  let tries = 0;
  let timer = 0;
  let busy = false;

  const read = (name, fallback) => {
    try { return JSON.parse(localStorage.getItem(name)) ?? fallback; } catch { return fallback; }
  };
  const keep = (name, value) => {
    try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; }
  };
  const newKey = () => {
    const numbers = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(numbers, (n) => n.toString(16).padStart(2, "0")).join("");
  };
  const say = (sentence) => { status.textContent = sentence; };
  const count = () => {
    const used = Array.from(text.value).length;
    document.getElementById("count").textContent = used ? `${used}文字（${most}文字まで）` : "";
  };

  function showWaiting() {
    const queue = read(QUEUE, []);
    waitingList.replaceChildren(...queue.map((card) => {
      const item = document.createElement("li");
      item.textContent = `まだ送れていません：${card.text}`;
      return item;
    }));
    return queue.length;
  }

  function showReceipt(card, answer) {
    const item = document.createElement("li");
    const words = document.createElement("blockquote");
    words.textContent = card.text;
    const number = document.createElement("p");
    number.className = "number";
    number.textContent = `受付番号 ${answer.receipt.slice(0, 4)}-${answer.receipt.slice(4)}`;
    const link = document.createElement("a");
    link.href = `/j/${code}/r/${answer.receipt}`;
    link.textContent = "くわしく・取り消す";
    item.append(words, number, link);
    own.hidden = false;
    own.querySelector("ul").prepend(item);
  }

  async function sendAll() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (let queue = read(QUEUE, []); queue.length; queue = read(QUEUE, [])) {
        const card = queue[0];
        let answer;
        try {
          answer = await fetch(`/j/${code}/voices`, {
            method: "POST",
            headers: { "Content-Type": "application/json", Accept: "application/json" },
            body: JSON.stringify(card),
          });
        } catch { answer = null; }
        if (!answer || answer.status >= 500 || answer.status === 429) {
          later(answer && answer.status === 429);
          return;
        }
        const told = await answer.json().catch(() => ({}));
        keep(QUEUE, read(QUEUE, []).filter((each) => each.client_key !== card.client_key));
        showWaiting();
        tries = 0;
        if (answer.ok) {
          say(`うけとりました。受付番号は ${told.receipt.slice(0, 4)}-${told.receipt.slice(4)} です。`);
          showReceipt(card, told);
        } else {
          say(told.error || "送れませんでした。もう一度お試しください。");
          // Refused for good, but nobody's words are thrown away: they go back on the card.
          text.value = text.value ? `${text.value}\n${card.text}` : card.text;
          count();
          keep(DRAFT, text.value);
          return;
        }
      }
    } finally { busy = false; }
  }

  function later(isTooOften) {
    const pause = PAUSES[Math.min(tries, PAUSES.length - 1)];
    tries += 1;
    say(isTooOften
      ? "続けてたくさん届いています。すこし待って、自動で送ります。"
      : "まだ送れていません。つながったら、自動で送ります。このまま書きつづけられます。");
    timer = setTimeout(sendAll, pause + Math.random() * 500);
  }

  form.addEventListener("submit", (event) => {
    const written = text.value;
    if (!written.trim()) return;
    const chosen = new FormData(form);
    const card = { text: written, party: chosen.get("party"), client_key: newKey() };
    if (chosen.get("table")) card.table = Number(chosen.get("table"));
    if (chosen.get("kind")) card.kind = chosen.get("kind");
    if (chosen.get("consent")) card.consent = chosen.get("consent");
    if (!keep(QUEUE, [...read(QUEUE, []), card])) return;  // no room here: the plain form sends it
    event.preventDefault();
    text.value = "";
    keep(DRAFT, "");
    count();
    showWaiting();
    say("送っています。");
    text.focus();
    sendAll();
  });
  text.addEventListener("input", () => { keep(DRAFT, text.value); count(); });
  window.addEventListener("online", () => { tries = 0; sendAll(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
  if (!text.value) text.value = read(DRAFT, "");
  count();
  if (showWaiting()) sendAll();
})();
