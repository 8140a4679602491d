"""The table of initial mutations: LANGUAGES rule 12."""

from __future__ import annotations

import pytest

from languages.mutations import MUTATIONS, NASAL, SOFT, SPIRANT, family, initial, mutated, radicals

# A radical and its forms: soft, nasal, spirant, `-` where it has none. Five words for every letter that changes.
TABLE = """
    pont bont mhont phont / pen ben mhen phen / plant blant mhlant phlant / pobl bobl mhobl phobl
    prawf brawf mhrawf phrawf / papur bapur mhapur phapur / tŷ dŷ nhŷ thŷ / tad dad nhad thad
    teulu deulu nheulu theulu / taith daith nhaith thaith / traeth draeth nhraeth thraeth / tref dref nhref thref
    cath gath nghath chath / cymru gymru nghymru chymru / caerdydd gaerdydd nghaerdydd chaerdydd
    cegin gegin nghegin chegin / cwm gwm nghwm chwm / clwb glwb nghlwb chlwb / bangor fangor mangor -
    bwrdd fwrdd mwrdd - / bara fara mara - / brawd frawd mrawd - / blodyn flodyn mlodyn - / bws fws mws -
    dolgellau ddolgellau nolgellau - / drws ddrws nrws - / dinas ddinas ninas - / dŵr ddŵr nŵr - / desg ddesg nesg -
    dydd ddydd nydd - / gardd ardd ngardd - / gwlad wlad ngwlad - / glaw law nglaw - / gŵyl ŵyl ngŵyl -
    gafr afr ngafr - / gorsaf orsaf ngorsaf - / grisiau risiau ngrisiau - / mam fam - - / merch ferch - -
    môr fôr - - / mynydd fynydd - - / melin felin - - / menyw fenyw - - / llyfr lyfr - - / llan lan - - / lle le - -
    llyn lyn - - / llwybr lwybr - - / llysieuyn lysieuyn - - / rhosyn rosyn - - / rhaff raff - - / rhif rif - -
    rhiw riw - - / rhan ran - - / rhyd ryd - - / plaid blaid mhlaid phlaid / pabell babell mhabell phabell
    pentref bentref mhentref phentref / perth berth mherth pherth / torth dorth nhorth thorth / telyn delyn nhelyn thelyn
    troed droed nhroed throed / cadair gadair nghadair chadair / coeden goeden nghoeden choeden
    croeso groeso nghroeso chroeso / cyngor gyngor nghyngor chyngor / cymydog gymydog nghymydog chymydog
"""
ROWS = [row.split() for line in TABLE.strip().splitlines() for row in line.split(" / ")]
ASPIRATED = ["enw", "afal", "iaith", "ysgol", "eglwys", "oed", "undeb", "ystafell", "ŵyneb", "amser"]
PAIRS = [(row[0], form) for row in ROWS for form in row[1:] if form != "-"] + [(word, f"h{word}") for word in ASPIRATED]


def test_rule_12_the_table_is_whole() -> None:
    """Every letter that changes, in each mutation it has; 150 pairs and more are tried."""
    assert {initial(radical) for radical, _form in PAIRS} >= set(SOFT) | set(NASAL) | set(SPIRANT)
    for table in MUTATIONS:
        for letter, changed in table.items():
            tried = [form for radical, form in PAIRS if initial(radical) == letter and form.startswith(changed)]
            assert len(tried) >= 5, (letter, changed)
    assert len(PAIRS) >= 150
    assert len(set(PAIRS)) == len(PAIRS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_rule_12_radical_to_forms(row: list[str]) -> None:
    assert list(mutated(row[0])) == [form for form in row[1:] if form != "-"]


@pytest.mark.parametrize(("radical", "form"), PAIRS)
def test_rule_12_both_ways(radical: str, form: str) -> None:
    assert form in mutated(radical)
    assert radical in radicals(form)
    assert {radical, form} <= set(family(radical)) & set(family(form))


@pytest.mark.parametrize("word", ["chwarae", "ffordd", "ddoe", "nos", "siop", "theatr", "haul", "lol", "jam", "fideo"])
def test_letters_that_do_not_change(word: str) -> None:
    assert mutated(word) == ()


@pytest.mark.parametrize("word", ["", "p", "g", "ll", "ngh", "123", "2fed", "-", "سوپ", "ł"])
def test_what_is_no_word_has_no_other_form(word: str) -> None:
    assert family(word) == (word,)


def test_a_family_is_a_handful() -> None:
    assert max(len(family(form)) for pair in PAIRS for form in pair) <= 6
