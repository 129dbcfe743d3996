"""How the pages of docs/ are built: `make docs`."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from pages import OWN_PAGES, mathml, write_pages  # noqa: E402  # found through the line above

import netkit  # noqa: E402

project, release = "netkit", netkit.__version__
author = "The netkit authors"
project_copyright = author
extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "matplotlib.sphinxext.plot_directive",
]
exclude_patterns = ["measure-template", "notebooks/[!0-9]*", "notebooks/**/.*"]
templates_path = ["_templates"]
default_role = "code"

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
nb_execution_mode = "cache"
nb_execution_cache_path = str(HERE.parent / "build" / "docs-cache")
nb_execution_timeout = 600
nb_execution_raise_on_error = True
nb_output_stderr = "remove"  # progress bars and the like

autodoc_default_options = {"members": True, "inherited-members": "BaseException, object"}
autodoc_typehints = "none"  # the signature has them, and so has each parameter
numpydoc_show_class_members = False

plot_working_directory = str(HERE.parent)
plot_basedir = str(HERE)
plot_formats = [("png", 200)]
plot_html_show_formats = False
plot_html_show_source_link = False
plot_include_source = True

html_theme = "pydata_sphinx_theme"
html_title = "netkit"
html_static_path = ["_static"]
html_css_files = ["netkit.css"]
html_math_renderer = "mathml"
html_sidebars = {page: [] for page in ("index", "changelog", *(f"generated/{name}" for name in OWN_PAGES))}
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "show_prev_next": False,
    "footer_start": ["copyright"],
    "footer_end": [],
}


def setup(app):
    """Write the pages that are made from netkit itself, and set formulas without a script."""
    app.add_html_math_renderer("mathml", mathml(block=False), mathml(block=True))
    write_pages(HERE)
