"""The pictures of a release: articles by year, printed levels by design and end point, the classes and their links."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.render.bar_chart import bar_chart
from oncotriples.render.bars import Bar, with_missing_years
from oncotriples.render.figure import Figure
from oncotriples.render.heat_cells import Heading, HeatCell
from oncotriples.render.heat_map import heat_map
from oncotriples.site.class_figure import class_figure
from oncotriples.site.index import Thing
from oncotriples.site.sources import SiteSources
from oncotriples.site.terms import text_of

__all__ = ["figure_files"]

_ONCT, _SKOS = PREFIXES["onct"], PREFIXES["skos"]
_YEAR = f"{PREFIXES['fabio']}hasPublicationYear"
_CITES = f"{PREFIXES['cito']}citesAsEvidence"
_MARKED, _NEXT = f"{_ONCT}markedLevel", f"{_ONCT}nextWeaker"
_DESIGN, _END_POINT = f"{_ONCT}studyDesignCategory", f"{_ONCT}endPointCategory"
_OPEN = Heading("open", "the end point is left open")
_SCHEME, _NOTATION = f"{_SKOS}inScheme", f"{_SKOS}notation"


@dataclass(frozen=True)
class _Shown:
    """A figure on the page: where it stands, what it is called, what it says, itself, and its numbers."""

    anchor: str
    heading: str
    meaning: str
    figure: Figure

    @property
    def svg(self) -> Markup:
        """The picture; whoever made it escaped every text in it."""
        return Markup(self.figure.svg)  # noqa: S704

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of its numbers as a table."""
        return self.figure.columns

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Its numbers as a table."""
        return self.figure.rows


def figure_files(sources: SiteSources) -> Iterator[tuple[str, bytes]]:
    """The page of the figures that this release has numbers for."""
    figures = [*_by_year(sources), *_by_level(sources), *_classes(sources)]
    yield from sources.page("figures.html", "figures", title="The evidence in pictures", figures=figures).items()


def _by_year(sources: SiteSources) -> Iterator[_Shown]:
    years: Counter[str] = Counter()
    of_claims: Counter[str] = Counter()
    for iri, term in sources.index.values(_YEAR):
        thing = sources.index.thing(iri)
        if thing and thing.path.startswith("citation/"):
            years[text_of(term)] += 1
            of_claims[text_of(term)] += any(back.predicate == _CITES for back in sources.index.back(iri))
    if years:
        bars = with_missing_years(Bar(year, years[year], of_claims[year]) for year in sorted(years))
        figure = bar_chart(
            bars,
            title="Cited works by year of publication",
            description=f"{sum(years.values()):,} works that the summaries cite, from {min(years)} to {max(years)}.",
            x_label="year",
            y_label="works",
            part_label="cited as evidence of a claim",
            prefix="years",
        )
        meaning = (
            "How many of the works that the summaries cite appeared in each year, and how many of them claims cite."
        )
        yield _Shown("years", "Cited works by year", meaning, figure)


def _by_level(sources: SiteSources) -> Iterator[_Shown]:
    """One figure for each scale that has both axes and whose levels were printed."""
    marks = Counter(term[1:-1] for _, term in sources.index.values(_MARKED))
    scales: dict[str, list[Thing]] = {}
    for iri, _ in sources.index.values(_DESIGN):
        thing = sources.index.thing(iri)
        scheme = dict(sources.index.said(iri)).get(_SCHEME, "")[1:-1]
        if thing and scheme and dict(sources.index.said(iri)).get(_END_POINT):
            scales.setdefault(scheme, []).append(thing)
    for scheme in sorted(scales):
        scale = sources.index.thing(scheme)
        if scale and sum(marks[level.iri] for level in scales[scheme]):
            yield _scale_figure(sources, scale, scales[scheme], marks)


def _scale_figure(sources: SiteSources, scale: Thing, levels: list[Thing], marks: Counter[str]) -> _Shown:
    said = {level.iri: sources.index.said(level.iri) for level in levels}
    designs = _ordered(sources, {_of(said[level.iri], _DESIGN)[0] for level in levels})
    points = _ordered(sources, {point for level in levels for point in _of(said[level.iri], _END_POINT)})
    cells = _cells(sources, levels, points, marks)
    heads = [Heading(_name(sources, iri), _label(sources, iri)) for iri in points]
    if any(_OPEN.name in cell.columns for cell in cells):
        heads.append(_OPEN)
    figure = heat_map(
        [Heading(_name(sources, iri), _label(sources, iri)) for iri in designs],
        heads,
        cells,
        title=f"Printed levels: {scale.label}",
        description=f"{sum(cell.count for cell in cells):,} printed levels by study design and end point.",
        row_label="study design",
        column_label="end point",
        value_label="printed levels",
        name_label="level",
        prefix=scale.path.replace("/", "-"),
    )
    meaning = f"How often the editions print each level of this scale: {scale.label}."
    return _Shown(scale.path.rpartition("/")[2], f"Printed levels, {scale.path.rpartition('/')[2]}", meaning, figure)


def _cells(sources: SiteSources, levels: list[Thing], points: list[str], marks: Counter[str]) -> list[HeatCell]:
    """A cell for each level: over its end points, or in a column of its own where those have levels of their own."""
    axes = {level.iri: sources.index.said(level.iri) for level in levels}
    single = {
        (_of(said, _DESIGN)[0], _of(said, _END_POINT)[0]) for said in axes.values() if len(_of(said, _END_POINT)) == 1
    }
    cells: list[HeatCell] = []
    for level in sorted(levels, key=lambda level: level.path):
        said = axes[level.iri]
        design, held = _of(said, _DESIGN)[0], _of(said, _END_POINT)
        leaves_open = len(held) > 1 and any((design, point) in single for point in held)
        columns = (_OPEN.name,) if leaves_open else tuple(_name(sources, point) for point in points if point in held)
        name = next(iter(_texts(said, _NOTATION)), level.label)
        cells.append(HeatCell(_name(sources, design), columns, marks[level.iri], name, f"{level.path}.html"))
    return cells


def _classes(sources: SiteSources) -> Iterator[_Shown]:
    figure = class_figure(sources)
    if figure:
        meaning = "The classes of this release with how many things they have, and the properties between them."
        yield _Shown("classes", "The classes", meaning, figure)


def _ordered(sources: SiteSources, steps: set[str]) -> list[str]:
    """The steps of an axis, the strongest first: each before those that are weaker."""
    weaker = {step: set(_of(sources.index.said(step), _NEXT)) & steps for step in steps}
    order: list[str] = []
    while len(order) < len(steps):
        left = sorted(steps - set(order))
        below = {one for step in left for one in weaker[step]}
        # Of a circle, which no axis should have, the first in the order of addresses.
        order.append(next((step for step in left if step not in below), left[0]))
    return order


def _of(said: list[tuple[str, str]], predicate: str) -> list[str]:
    return [term[1:-1] for name, term in said if name == predicate and term.startswith("<")]


def _texts(said: list[tuple[str, str]], predicate: str) -> list[str]:
    return [text_of(term) for name, term in said if name == predicate]


def _name(sources: SiteSources, iri: str) -> str:
    """The short name of a step, as it is printed."""
    notation = _texts(sources.index.said(iri), _NOTATION)
    return notation[0] if notation else iri.removeprefix(BASE).rpartition("/")[2]


def _label(sources: SiteSources, iri: str) -> str:
    thing = sources.index.thing(iri)
    return thing.label if thing else ""
