"""Words that search must not take for mutations of each other.

Chosen by hand: the little words of King's *Modern Welsh* (prepositions, conjunctions, pronouns, particles and forms of bod),
and common words among the hits of a search of the demonstration content and of Debian's `aspell-cy` for pairs that the
tables of `languages.mutations` connect. Words stand as the index holds them: lower case, without marks.
"""

from __future__ import annotations

from typing import Final

_LITTLE: Final = """
    a ac ag ai am ambell amdan ar arni arno at ato bod byth chi cyn dan ddim di dim dod dros drosto drwy dy dyma
    dyna efo ei eich ein er es eto eu fe fel felly fi fo fod fu fy fydd gan gen ger gwn gyda heb hebddo hefyd hi
    hon honno hwn hwnnw hwy hyd hyn hynny i iawn iddi iddo iddynt ie mae maen mai mewn mi mo mor mwy na nac nad
    naill nas nawr neb nes neu nhw ni nid nis o oddi oedd oes ohoni ohono ol on ond oni os pa pam pan pob rhag
    rhwng rhy roedd rydym rydyn sef sut sy sydd syn tan ti tra tros trwy tua un unrhyw wedi wedyn wel wrth y
    ychydig ydi ydw ydy ydych ydym ydyn yma yn yna yno yntau ynte yr ys yw
"""
LITTLE_WORDS: Final = frozenset(_LITTLE.split())
"""Neither extended themselves nor reached from another word."""

LOST_IN_LITTLE_WORDS: Final = {
    "dŷ": "tŷ",
    "gân": "cân",
    "gŵn": "cŵn",
    "dân": "tân",
    "dîm": "tîm",
    "ddîm": "tîm",
    "fêl": "mêl",
    "môr": "fôr",
}
"""Words that only their mark tells from a little word, with the form of the same word that can be found: the radical, or
where the radical is the one lost, its mutation."""

_PAIRS: Final = """
    aled galed      all call        angen gangen    ardd hardd      awr gawr        bath math       bedd medd
    blaen plaen     bodd modd       bys pys         bys phys        call gall       chwaith gwaith  chwe gwe
    clo glo         dal tal         dal thal        dant nant       daw naw         deg teg         deg theg
    dol nol         du tu           du thu          dwy nwy         ddwy nwy        dyn tyn         dyn thyn
    ael hael        af haf          barch march     ban man         bat mat         bil mil         bis mis
    boch moch       cair gair       chlo glo        dai nai         daid naid       en hen          glawr lawr
    glun lun        glwyd lwyd      gras ras        gwyl hwyl       hwyl wyl        hwylio wylio    hoff off
    hir ir          goed oed        gwaith cwaith
"""


def _read(pairs: str) -> frozenset[frozenset[str]]:
    listed = pairs.split()
    return frozenset(map(frozenset, zip(listed[::2], listed[1::2], strict=True)))


FALSE_FRIENDS: Final = _read(_PAIRS)


def apart(first: str, second: str) -> bool:
    """Say whether two folded words are known to be different words, whatever their letters suggest."""
    return frozenset({first, second}) in FALSE_FRIENDS
