"""The models of the home app, one role a module."""

from home.models.base_page import BasePage, PicturePlacement
from home.models.home_page import HomePage
from home.models.menus import Menu, MenuItem
from home.models.people_page import PeoplePage
from home.models.picture import Picture, PictureRendition
from home.models.site_settings import SiteSettings
from home.models.standard import SectionPage, StandardPage
from home.models.strand_page import StrandPage
from home.models.term import Strand, Theme
from home.models.workflow import ReviewTask

__all__ = [
    "BasePage",
    "HomePage",
    "Menu",
    "MenuItem",
    "PeoplePage",
    "Picture",
    "PicturePlacement",
    "PictureRendition",
    "ReviewTask",
    "SectionPage",
    "SiteSettings",
    "StandardPage",
    "Strand",
    "StrandPage",
    "Theme",
]
