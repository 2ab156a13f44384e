"""Kinds and boxes are suggested from everyday phrases; names become roles (C2, C4, P6)."""

from collections import Counter

import pytest

from workshop_app.glossary import mask_names, suggest_asset_class, suggest_kind
from workshop_app.model import AssetClass, VoiceKind


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("坂が多くて店まで歩けない", {VoiceKind.TROUBLE}),
        ("毎朝みんなで体操している", {VoiceKind.STRENGTH}),
        ("子どもに将棋を教えたい", {VoiceKind.WISH, VoiceKind.OFFER}),
        ("昼間なら車を出せます", {VoiceKind.OFFER}),
        ("公民館は水曜の午後あいている", {VoiceKind.RESOURCE}),
        ("空き店舗を借りて週に一度開くのはどうか", {VoiceKind.IDEA}),
        ("若い人が減った", {VoiceKind.WEAKNESS}),
        ("集まれる場所があったらいい", {VoiceKind.WISH}),
    ],
)
def test_the_way_of_speaking_suggests_a_kind(said, kinds):
    assert suggest_kind(said) in kinds


def test_a_voice_that_tells_nothing_gets_no_kind():
    assert suggest_kind("川のほとりの柳") is None


def test_four_finds_fall_into_the_boxes_they_belong_in():
    said = (
        "公民館は水曜の午後あいている",
        "スーパーの駐車場",
        "元大工の○○さん",
        "赤い羽根の助成",
    )
    boxes = Counter(suggest_asset_class(one) for one in said)
    assert boxes == {AssetClass.PLACE: 2, AssetClass.PERSON: 1, AssetClass.MONEY: 1}
    assert boxes[AssetClass.THING] == 0


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("元大工の○○さん", "元大工の方"),
        ("元教員の木村さんに頼める", "元教員の方に頼める"),
        ("佐々木さんが雪をよけてくれる", "地域の方が雪をよけてくれる"),
        ("皆さんで集まれる場所", "皆さんで集まれる場所"),
        ("集会所の二階", "集会所の二階"),
    ],
)
def test_a_person_becomes_a_role(said, masked):
    assert mask_names(said) == masked
