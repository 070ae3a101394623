"""For Hugo."""

from convanim.bundle.facts import Facts
from convanim.bundle.snippets._html_figure import figure


def snippet(facts: Facts) -> str:
    """A shortcode of one's own, for Hugo's figure has no way to tell a picture to keep its shape.

    Its picture is looked for beside the page, then in a folder of static.
    """
    name = facts.name
    return f"""\
{{{{- /* Save as layouts/shortcodes/{name}.html, and {name}.svg beside the post's index.md or in static/figures;
       in the post write {{{{< {name} >}}}}, or {{{{< {name} folder="images" >}}}} for static/images. */ -}}}}
{{{{- $address := printf "%s/%s.svg" (.Get "folder" | default "figures") "{facts.url}" | relURL -}}}}
{{{{- with .Page.Resources.GetMatch "{name}.svg" }}}}{{{{ $address = .RelPermalink }}}}{{{{ end -}}}}
{figure(facts, "{{ $address }}")}"""
