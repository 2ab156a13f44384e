@echo off
rem The double-click twin of "make run" for Windows.
chcp 65001 >nul
cd /d "%~dp0"
where py >nul 2>nul
if errorlevel 1 (
  echo Python 3.11 以上が見つかりません。python.org の Python を入れてから、もう一度開いてください。
  pause
  exit /b 2
)
if not exist ".venv\installed" (
  echo はじめての準備をしています。数分かかります。この窓を閉じないでください。
  py -3 -m venv .venv || goto failed
  .venv\Scripts\python -m pip install --quiet --requirement requirements.lock || goto failed
  .venv\Scripts\python -m pip install --quiet --no-deps --editable . || goto failed
  echo done> ".venv\installed"
)
.venv\Scripts\kurumaza sample --if-empty || goto failed
.venv\Scripts\kurumaza serve || goto failed
exit /b 0
:failed
echo うまく始められませんでした。上のことばを控えて、担当の方に知らせてください。
pause
exit /b 1
