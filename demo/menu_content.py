"""Loading the menus and the settings of the site."""

from __future__ import annotations

from wagtail.models import Site

from demo.tree import Tree
from home.models import Menu, MenuItem, SiteSettings

# Menus by place: the heading in each language, and the pages in order.
MENUS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    Menu.Place.HEADER: ({}, ("stories", "our-work", "partners", "take-part")),
    Menu.Place.FOOTER_WORK: (
        {
            "en": "Our work",
            "cy": "Ein gwaith",
            "ur": "ہمارا کام",
            "pl": "Nasza praca",
            "gd": "Ar n-obair",
            "ga": "Ár gcuid oibre",
        },
        ("talk", "meet", "act", "what-we-have-learned"),
    ),
    Menu.Place.FOOTER_TAKE_PART: (
        {
            "en": "Take part",
            "cy": "Cymryd rhan",
            "ur": "شامل ہوں",
            "pl": "Weź udział",
            "gd": "Gabh pàirt",
            "ga": "Glac páirt",
        },
        ("find-something-near-you", "pledge", "send-a-story", "stories"),
    ),
    Menu.Place.FOOTER_ABOUT: (
        {
            "en": "About this site",
            "cy": "Am y wefan hon",
            "ur": "اس سائٹ کے بارے میں",
            "pl": "O tej stronie",
            "gd": "Mun làrach seo",
            "ga": "Faoin suíomh seo",
        },
        ("about", "accessibility", "privacy", "how-stories-are-chosen", "contact"),
    ),
}
ABOUT = {
    "en": "/together is a coalition of people and organisations across the UK. "
    "It was launched in the aftermath of COVID-19, and everyone is invited.",
    "cy": "Clymblaid o bobl a sefydliadau ledled y DU yw /together. "
    "Cafodd ei lansio yn sgil COVID-19, ac mae croeso i bawb.",
    "ur": "یہ برطانیہ بھر کے لوگوں اور اداروں کا ایک اتحاد ہے۔ اس کا آغاز کووڈ-19 کے بعد ہوا، اور سب کو دعوت ہے۔",
    "pl": "/together to koalicja ludzi i organizacji z całego Zjednoczonego Królestwa. "
    "Powstała po pandemii COVID-19 i zaprasza wszystkich.",
    "gd": "'S e co-bhanntachd de dhaoine is bhuidhnean air feadh na Rìoghachd Aonaichte a th' ann an /together. "
    "Chaidh a chur air bhog an dèidh COVID-19, agus tha fàilte air a h-uile duine.",
    "ga": "Comhghuaillíocht daoine agus eagraíochtaí ar fud na Ríochta Aontaithe is ea /together. "
    "Seoladh í i ndiaidh COVID-19, agus tá fáilte roimh chách.",
}


def load_menus(tree: Tree) -> None:
    """Make the menus that are missing."""
    for place, (names, keys) in MENUS.items():
        menu, made = Menu.objects.get_or_create(place=place, defaults={"names": names})
        if made:
            ids = [page_id for key in keys if (page_id := tree.page_id(key, "en"))]
            menu.items = [MenuItem(page_id=page_id, sort_order=number) for number, page_id in enumerate(ids)]
            menu.save()


def load_settings() -> None:
    """Write the sentence about us, unless somebody has written one."""
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    if not settings.about:
        settings.about = ABOUT
        settings.save()
