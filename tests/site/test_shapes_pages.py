from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_sources import Page, own_sources, written_sources

from oncotriples.errors import InputError
from oncotriples.namespaces import SHAPES
from oncotriples.site.shapes_pages import shapes_files
from oncotriples.site.sources import SiteSources

ONTOLOGY = """
onct:Agent a owl:Class ; rdfs:label "agent"@en . onct:Term a owl:Class ; rdfs:label "term"@en .
onct:names a owl:ObjectProperty ; rdfs:label "names"@en . onct:dose a owl:DatatypeProperty ; rdfs:label "dose"@en .
onct:part a owl:ObjectProperty ; rdfs:label "part"@en .
"""
CODES = """
<code/kind> a skos:ConceptScheme ; skos:prefLabel "kinds"@en .
<code/kind/exact> a skos:Concept ; skos:prefLabel "exact"@en ; skos:inScheme <code/kind> .
"""
ABOUT = """
<shapes> a owl:Ontology ; rdfs:label "Small shapes"@en ; skos:definition "Two of them."@en ; owl:versionInfo "1.2" .
onctsh:scope a owl:AnnotationProperty ; rdfs:label "scope"@en ; skos:definition "Where to look."@en .
"""


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> SiteSources:
    return own_sources(tmp_path_factory.mktemp("own"))


def small(folder: Path, shapes: str) -> Page:
    sources = written_sources(folder, ontology=ONTOLOGY, shapes=shapes, codes=CODES)
    return Page(shapes_files(sources)["shapes.html"])


def sentences(page: Page) -> list[str]:
    """The sentences of the first constraint on a page, those below others behind them."""
    return page.texts("(//*[@class='constraint'])[1]/ul//li")


def of_property(folder: Path, constraint: str) -> list[str]:
    return sentences(small(folder, f"onctsh:S a sh:NodeShape ; sh:property [ sh:path onct:dose ; {constraint} ] ."))


def of_thing(folder: Path, constraint: str) -> list[str]:
    return sentences(small(folder, f"onctsh:S a sh:NodeShape ; {constraint} ."))


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("sh:minCount 1", "at least 1 value"),
        ("sh:maxCount 1", "at most 1 value"),
        ("sh:minCount 1 ; sh:maxCount 1", "exactly 1 value"),
        ("sh:minCount 2 ; sh:maxCount 3", "at least 2 values, at most 3 values"),
        ("sh:maxCount 0", "no value"),
        ("sh:hasValue <code/kind/exact>", "one value is exact"),
        ("sh:hasValue 5", "one value is 5"),
        ("sh:equals onct:names", "the values are those of names"),
        ("sh:disjoint onct:names", "no value is also one of those of names"),
        ("sh:lessThanOrEquals onct:names", "no value is above that of names"),
        ("sh:class onct:Agent", "each value is of class agent"),
        ("sh:datatype xsd:integer", "each value is a whole number (xsd:integer)"),
        ("sh:datatype xsd:duration", "each value is xsd:duration"),
        ("sh:nodeKind sh:IRI", "each value is an address (IRI), not text"),
        ("sh:nodeKind sh:BlankNode", "each value is sh:BlankNode"),
        ("sh:minInclusive 1", "each value is at least 1"),
        ("sh:minExclusive 0", "each value is above 0"),
        ("sh:maxInclusive 100.0", "each value is at most 100.0"),
        ('sh:pattern "^<b>[0-9]$"', "each value has the form ^<b>[0-9]$"),
        ('sh:in ( <code/kind/exact> "text" 3 )', "each value is one of exact, text, 3"),
        ('sh:languageIn ( "en" "es" )', "each value is tagged @en or @es"),
        (
            "sh:or ( [ sh:class onct:Agent ] [ sh:class onct:Term ] )",
            "each value is of class agent or is of class term",
        ),
        ("sh:or ( onctsh:T [ sh:class onct:Term ] )", "each value conforms to T or is of class term"),
    ],
)
def test_a_constraint_is_a_sentence(tmp_path: Path, constraint: str, expected: str) -> None:
    assert of_property(tmp_path, constraint) == [expected]


def test_classes_codes_and_other_shapes_are_links(tmp_path: Path) -> None:
    shape = """onctsh:S a sh:NodeShape ; sh:property [ sh:path onct:dose ; sh:class onct:Agent ;
        sh:hasValue <code/kind/exact> ; sh:or ( onctsh:T [ sh:class onct:Term ] ) ] . onctsh:T a sh:NodeShape ."""
    links = small(tmp_path, shape).strings("//*[@class='constraint']//a/@href")
    assert links == [
        "ontology.html#dose",
        "code/kind/exact.html",
        "ontology.html#Agent",
        "shapes.html#T",
        "ontology.html#Term",
    ]


def test_alternatives_that_ask_for_properties_stand_below_one_another(tmp_path: Path) -> None:
    shape = """sh:or ( [ sh:not [ sh:property [ sh:path onct:names ; sh:hasValue <code/kind/exact> ] ] ]
        [ sh:property [ sh:path onct:dose ; sh:minCount 1 ; sh:datatype xsd:decimal ], [ sh:path onct:part ;
        sh:maxCount 0 ] ] )"""
    whole, *parts = of_thing(tmp_path, shape)
    assert whole.startswith("meets at least one of these:")
    assert sorted(parts, key=len) == [
        "part: no value",
        "names: one value is exact",
        "does not meet this: names: one value is exact",
        "dose: at least 1 value; each value is a decimal number (xsd:decimal)",
        "meets all of these: dose: at least 1 value; each value is a decimal number (xsd:decimal) part: no value",
    ]


def test_a_property_with_alternatives_inside_another_shape_has_them_below_it(tmp_path: Path) -> None:
    shape = """sh:not [ sh:property [ sh:path onct:names ; sh:minCount 1 ; sh:or ( [ sh:class onct:Agent ]
        [ sh:property [ sh:path onct:dose ; sh:minCount 1 ] ] ) ] ]"""
    assert of_thing(tmp_path, shape)[1:] == [
        "names: at least 1 value each value meets at least one of these: is of class agent dose: at least 1 value",
        "at least 1 value",
        "each value meets at least one of these: is of class agent dose: at least 1 value",
        "is of class agent",
        "dose: at least 1 value",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("onct:dose", "dose onct:dose"),
        ("[ sh:inversePath onct:part ]", "what has it as part ^onct:part"),
        ("( onct:part onct:dose )", "part, then dose (onct:part/onct:dose)"),
        ("[ sh:alternativePath ( onct:part onct:dose ) ]", "part or dose (onct:part|onct:dose)"),
        ("[ sh:zeroOrMorePath onct:part ]", "part any number of times onct:part*"),
        ("[ sh:oneOrMorePath onct:part ]", "part once or more onct:part+"),
        ("[ sh:zeroOrOnePath onct:part ]", "part once or not at all onct:part?"),
        (
            "( [ sh:alternativePath ( onct:part onct:names ) ] onct:dose )",
            "(part or names), then dose ((onct:part|onct:names)/onct:dose)",
        ),
    ],
)
def test_a_path_is_told_by_labels_and_in_short(tmp_path: Path, path: str, expected: str) -> None:
    page = small(tmp_path, f"onctsh:S a sh:NodeShape ; sh:property [ sh:path {path} ; sh:minCount 1 ] .")
    assert page.texts("//*[@class='path']") == [expected]


@pytest.mark.parametrize(
    ("constraint", "turtle"),
    [
        ("sh:uniqueLang true ; sh:or ( [ sh:minInclusive 1 ] )", "[] sh:uniqueLang true ; ."),
        ('sh:pattern "a" ; sh:flags "i"', '[] sh:flags "i" ; .'),
        ("sh:qualifiedValueShape [ sh:class onct:Agent ] ; sh:qualifiedMinCount 1",
         "[] sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class onct:Agent ] ; ."),
        ('sh:sparql [ sh:select "SELECT $this WHERE { }" ]', '[] sh:sparql [ sh:select "SELECT $this WHERE { }" ] ; .'),
    ],
)  # fmt: skip
def test_what_has_no_words_is_told_as_turtle(tmp_path: Path, constraint: str, turtle: str) -> None:
    assert of_property(tmp_path, constraint)[-1] == f"and, in Turtle: {turtle}"


def test_a_shape_that_is_deeply_nested_is_told_to_its_end(tmp_path: Path) -> None:
    told = of_thing(tmp_path, f"sh:not {'[ sh:not ' * 30} [ sh:class onct:Agent ] {']' * 30}")
    assert len(told) == 32
    assert told[-1] == "is of class agent"


@pytest.mark.parametrize(
    "shapes",
    [
        f"onctsh:S a sh:NodeShape ; sh:not {'[ sh:not ' * 500} [ sh:class onct:Agent ] {']' * 500} .",
        "onctsh:S a sh:NodeShape ; sh:not _:a . onctsh:T a sh:NodeShape ; sh:not _:a . _:a sh:class onct:Agent .",
        "onctsh:S a sh:NodeShape . _:a sh:not _:b . _:b sh:not _:a .",
        "".join(f"_:a{one} sh:not _:a{other} ." for one in range(12) for other in range(12)),
    ],
    ids=["deep", "shared", "circle", "clique"],
)
def test_blank_nodes_that_do_not_hang_in_trees_are_refused_at_once(tmp_path: Path, shapes: str) -> None:
    with pytest.raises(
        InputError, match=r"^shapes\.ttl: a blank node is the object of two statements, or is nested too"
    ):
        small(tmp_path, shapes)


def test_a_shape_tells_what_it_judges_and_what_it_looks_at(tmp_path: Path) -> None:
    page = small(
        tmp_path,
        'onctsh:S a sh:NodeShape ; rdfs:label "dose"@en ; sh:targetClass onct:Agent ; sh:targetNode <code/kind/exact> ;'
        "    sh:targetSubjectsOf onct:dose ; sh:targetObjectsOf onct:part ; onctsh:scope 'dataset' ."
        "onctsh:T a sh:NodeShape ; onctsh:scope 'document' ; sh:deactivated true .",
    )
    assert page.texts("//*[@id='S']/p") == ["onctsh:S dose"]
    assert page.facts("S") == {
        "Judges": [
            "everything of class agent",
            "exact",
            "everything that has a value of dose",
            "everything that is a value of part",
        ],
        "Looks at": ["the whole graph, as other files say something of what it judges"],
    }
    assert page.facts("T") == {
        "Judges": ["only what other shapes refer to it"],
        "Looks at": ["one source file, with the codes and things that it names"],
        "In force": ["no"],
    }


def test_a_constraint_has_name_severity_description_and_how_to_mend(tmp_path: Path) -> None:
    page = small(
        tmp_path,
        """onctsh:S a sh:NodeShape ; sh:property onctsh:doseGiven, [ sh:path onct:part ; sh:name "a part"@en ;
            sh:minCount 1 ; sh:severity sh:Warning ; sh:deactivated true ; sh:message "Tu was."@de, "Do it."@en ] .
        onctsh:doseGiven sh:path onct:dose ; sh:name "dose"@en ; sh:description "As given."@en ; sh:minCount 1 ;
            sh:message "Add the dose." .
        onctsh:T a sh:NodeShape ; sh:class onct:Agent ; sh:severity <http://example.org/grave> ;
            sh:property onctsh:doseGiven .""",
    )
    assert page.texts("//*[@id='S']//h4") == ["a part warning not in force", "dose violation"]
    assert page.texts("//*[@id='S']//*[@class='mend']") == ["To mend it Do it.", "To mend it Add the dose."]
    assert page.texts("//*[@id='S']/section[2]/p") == ["dose onct:dose", "As given.", "To mend it Add the dose."]
    assert page.texts("//*[@id='T']//h4") == ["the thing itself http://example.org/grave", "dose violation"]


def test_the_page_tells_what_the_shapes_say_of_themselves(tmp_path: Path) -> None:
    page = small(tmp_path, ABOUT + "onctsh:S a sh:NodeShape ; onctsh:scope 'dataset' .")
    assert page.texts("//h1 | //p[@class='lead']") == ["Small shapes", "Two of them."]
    assert page.facts() == {"Version": ["1.2"]}
    assert page.text("scope") == (
        f"scope # onctsh:scope annotation {SHAPES}scope Where to look. In this release 1 statement"
    )


def test_every_real_shape_and_each_of_its_messages_is_on_the_page_in_words(real: SiteSources) -> None:
    files = shapes_files(real)
    page = Page(files["shapes.html"])
    lines = files["shapes.nt"].decode().splitlines()
    shapes = [line.split(" ")[0][1:-1] for line in lines if line.endswith("shacl#NodeShape> .")]
    assert len(shapes) > 60
    assert {iri.removeprefix(SHAPES) for iri in shapes} <= set(page.ids())
    assert len(page.texts("//*[@class='mend']")) == sum("shacl#message>" in line for line in lines)
    assert not page.elements("//pre")


def test_markup_in_a_shape_stays_text(tmp_path: Path) -> None:
    text = "<script>alert('1')</script> & <b>bold</b>"
    page = small(
        tmp_path,
        f'onctsh:S a sh:NodeShape ; rdfs:label "{text}" ; sh:property [ sh:path onct:dose ; sh:name "{text}" ;'
        f'    sh:message "{text}" ; sh:hasValue "{text}" ; sh:other "{text}" ] .',
    )
    assert [one.get("src") for one in page.elements("//script")] == [None, "assets/site.js"]
    assert not page.elements("//article//b[text()='bold']")
    assert page.texts("//*[@id='S']/p") == [f"onctsh:S {text}"]
    assert sentences(page) == [f"one value is {text}", f'and, in Turtle: [] sh:other "{text}" ; .']


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ('"text"', "is no property path"),
        ("( onct:dose )", "a list of one"),
        ("[ sh:other onct:dose ]", "no property path"),
    ],
)
def test_a_path_that_is_none_is_refused(tmp_path: Path, path: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        small(tmp_path, f"onctsh:S a sh:NodeShape ; sh:property [ sh:path {path} ; sh:minCount 1 ] .")


NESTED = st.recursive(
    st.sampled_from(["[ sh:class onct:Agent ]", "[ sh:property [ sh:path onct:dose ; sh:class onct:Agent ] ]"]),
    lambda inner: st.one_of(
        inner.map("[ sh:not {} ]".format),
        st.lists(inner, min_size=1, max_size=3).map(lambda held: f"[ sh:or ( {' '.join(held)} ) ]"),
        inner.map("[ sh:property [ sh:path onct:part ; sh:not {} ] ]".format),
    ),
    max_leaves=12,
)


@settings(max_examples=40)
@given(shape=NESTED)
def test_however_shapes_are_nested_each_of_their_constraints_is_told(
    tmp_path_factory: pytest.TempPathFactory, shape: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "nested"
    page = small(folder, f"onctsh:S a sh:NodeShape ; sh:not {shape} .")
    (told,) = page.texts("//*[@class='constraint']/ul")
    assert told.count("is of class agent") == shape.count("sh:class")
    assert told.count("does not meet this:") == shape.count("sh:not") + 1
