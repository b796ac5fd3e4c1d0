"""The plan of the house, held: which room may include, call and say what. Speaks TAP.

  test-house.py SOURCE-ROOT [BUILD-ROOT]    the test
  test-house.py SOURCE-ROOT --potfiles      writes po/POTFILES anew
"""
import os
import re
import subprocess
import sys

SRC, BUILD = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None

# A room, and the rooms whose headers and functions it may use.
ROOMS = {
    "base": set(),
    "domain": {"base"},
    "knowledge": {"base", "domain"},
    "exchange": {"base", "domain"},
    "paper": {"base", "domain"},
    "store": {"base", "domain"},
    "clinic": {"base", "domain", "knowledge", "exchange", "paper", "store"},
    "ui": {"base", "domain", "paper", "clinic"},
    "cli": {"base", "domain", "paper", "clinic"},
}
# What the clinic hands out, its knowledge and the documents it has read, may be asked by those it hands it to.
HANDED_OUT = {"ui": {"knowledge", "exchange"}, "cli": {"knowledge", "exchange"}}
PROGRAMS = {"main.c": {"base", "clinic", "ui"}, "ctl-main.c": {"base", "clinic", "cli"}}

# A library from outside: its headers, its functions, and the rooms that may use it.
OUTSIDE = {
    "GTK": (r"(gtk|gdk|gsk)/", r"(gtk|gdk|gsk)_", {"ui"}),
    "libadwaita": (r"adwaita\.h", r"adw_", {"ui"}),
    "libxml2": (r"libxml/", r"(xml[A-Z]|html[A-Z])", {"knowledge", "exchange"}),
    "SQLite": (r"(sqlcipher/)?sqlite3\.h", r"sqlite3_", {"store"}),
    "libpq": (r"(postgresql/)?libpq", r"PQ[a-z]", {"store"}),
    "libsecret": (r"libsecret", r"secret_[a-z]", {"store"}),
    "libsodium": (r"sodium", r"(sodium|crypto|randombytes)_", {"store"}),
    "libical": (r"libical", r"ical[a-z]*_", {"exchange"}),
    "JSON-GLib": (r"json-glib", r"json_[a-z]+_", {"exchange", "cli"}),
    "libqrencode": (r"qrencode", r"QRcode_", {"paper"}),
    "cairo": (r"cairo", r"cairo_", {"paper", "ui"}),
    "Pango": (r"pango", r"pango_", {"paper", "ui"}),
}
# Time and chance come in from outside below the clinic; base keeps the one clock that is handed down.
UNREPEATABLE = re.compile(r"^(g_get_real_time|g_date_time_new_now\w*|time|gettimeofday|clock_gettime|g_random_\w+|g_rand_new|rand|random)$")
REPEATABLE_ROOMS = ("domain", "knowledge", "exchange", "paper", "store")
NETWORK = re.compile(r"^(socket|connect|g_socket_\w+|g_resolver_\w+|soup_\w+|curl_\w+)$")

# Split so that this list does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK|not imple" r"mented|coming so" r"on|lorem ip" r"sum)\b")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(wo" r"rk|ho" r"me/\w+|ro" r"ot)/")
TEXT_SUFFIXES = (".c", ".h", ".ui", ".xml", ".rng", ".sql", ".build", ".css", ".md", ".py", ".bash", ".in", ".1", ".desktop")
TRANSLATED = re.compile(r'(?<![\w#])(?:_|N_|C_|NC_|ngettext|Q_) ?\(\s*"')


def walk(folder, suffixes):
    for here, folders, names in os.walk(os.path.join(SRC, folder)):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "build", "_build")))
        for name in sorted(names):
            if name.endswith(suffixes):
                yield os.path.relpath(os.path.join(here, name), SRC)


def read(path):
    with open(os.path.join(SRC, path), encoding="utf-8") as file:
        return file.read()


def room_of(path):
    parts = path.split(os.sep)
    return parts[1] if len(parts) > 2 else None


def allowed_rooms(path):
    room = room_of(path)
    return ROOMS.get(room, set()) | {room} if room else PROGRAMS.get(os.path.basename(path), set())


def includes(path):
    for number, line in enumerate(read(path).splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if found:
            yield number, found[1]


def rooms_include_only_what_they_may():
    for path in walk("src", (".c", ".h")):
        for number, header in includes(path):
            other = header.split("/")[0]
            if other in ROOMS and other not in allowed_rooms(path):
                yield f"{path}:{number} includes {header}, a room it may not know"


def libraries_stay_in_their_rooms():
    for path in walk("src", (".c", ".h")):
        room = room_of(path)
        for number, header in includes(path):
            for library, (headers, _, rooms) in OUTSIDE.items():
                if room and room not in rooms and re.match(headers, header):
                    yield f"{path}:{number} includes {header}: {library} belongs to {', '.join(sorted(rooms))}"


def symbols(archive):
    """Names that an archive defines, and names it needs from elsewhere."""
    listing = subprocess.run(["nm", "-P", archive], capture_output=True, text=True, check=True).stdout
    defined, needed = set(), set()
    for line in listing.splitlines():
        words = line.split()
        if len(words) >= 2 and len(words[1]) == 1:
            (needed if words[1] in "Uw" else defined if words[1].isupper() else set()).add(words[0])
    return defined, needed - defined


def archives():
    for room in ROOMS:
        path = os.path.join(BUILD or "", "src", room, f"libct-{room}.a")
        if BUILD and os.path.exists(path):
            yield room, *symbols(path)


def rooms_call_only_what_they_may():
    built = list(archives())
    owner = {name: room for room, defined, _ in built for name in defined}
    for room, _, needed in built:
        for name in sorted(needed):
            other = owner.get(name)
            if other and other != room and other not in ROOMS[room] | HANDED_OUT.get(room, set()):
                yield f"{room} calls {name} of {other}"
            for library, (_, functions, rooms) in OUTSIDE.items():
                if room not in rooms and re.match(functions, name):
                    yield f"{room} calls {name}: {library} belongs to {', '.join(sorted(rooms))}"


def nothing_below_the_clinic_reads_clock_chance_or_network():
    for room, _, needed in archives():
        for name in sorted(needed):
            if room in REPEATABLE_ROOMS and UNREPEATABLE.match(name):
                yield f"{room} calls {name}: time and chance are handed in"
            if NETWORK.match(name):
                yield f"{room} calls {name}: no room talks to the network"


def every_header_is_read_once():
    for path in walk("src", (".h",)):
        if "#pragma once" not in read(path):
            yield f"{path} lacks #pragma once"


def every_record_is_in_the_list_of_all():
    listed = read("src/domain/ct-record-types.c")
    for path in walk("src", (".c",)):
        for name in re.findall(r"^CT_DEFINE_RECORD \(\w+, (\w+),", read(path), re.M):
            if not re.search(rf"\b{name}_get_type\b", listed):
                yield f"{path} defines {name}, which src/domain/ct-record-types.c lacks"


def no_page_takes_a_text_for_markup():
    for path in walk("src/ui", (".c",)):
        if not path.endswith("ct-notice.c") and "adw_status_page_set_description" in read(path):
            yield f"{path} gives a status page its text itself; ct_notice_page() escapes it"


def every_template_has_its_source():
    for path in walk("ui", (".ui",)):
        source = "src/" + path[:-3] + ".c"
        if not os.path.exists(os.path.join(SRC, source)):
            yield f"{path} has no {source}"


def translatable_files():
    for path in [*walk("src", (".c", ".h")), *walk("ui", (".ui",))]:
        if (TRANSLATED.search(read(path)) if path.startswith("src") else 'translatable="yes"' in read(path)):
            yield path


def translators_are_shown_every_file():
    listed = {line.strip() for line in read("po/POTFILES").splitlines() if line.strip() and not line.startswith("#")}
    for path in translatable_files():
        if path not in listed:
            yield f"po/POTFILES lacks {path}"
    for path in sorted(listed):
        if not os.path.exists(os.path.join(SRC, path)):
            yield f"po/POTFILES lists {path}, which is gone"


def translators_get_whole_sentences():
    """xgettext warns of a sentence cut by a macro it cannot see through (PRId64 is one it can)."""
    command = ["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
               "--flag=g_strdup_printf:1:c-format", "--flag=g_print:1:c-format", "--flag=g_printerr:1:c-format",
               "-o", os.devnull, "-D", SRC, *[path for path in translatable_files() if path.endswith(".c")]]
    try:
        said = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stderr
    except FileNotFoundError:
        return
    yield from (line for line in said.splitlines() if "warning" in line or "error" in line)


def sources():
    for folder in ("src", "ui", "data", "resources", "tests", "po"):
        if os.path.isdir(os.path.join(SRC, folder)):
            yield from walk(folder, TEXT_SUFFIXES)
    yield from ("run", ".ci/run", "meson.build", "README.md")


def matches(pattern, complaint):
    for path in sources():
        if not os.path.exists(os.path.join(SRC, path)) or "/corpus/" in path:
            continue
        for number, line in enumerate(read(path).splitlines(), 1):
            found = pattern.search(line)
            if found:
                yield f"{path}:{number} {complaint}: {found[0]}"


def every_use_case_is_listed():
    """CT_USE_CASE() lists what it makes, so that the test of every use case by every role finds it."""
    for path in walk("src/clinic", (".c",)):
        for number, line in enumerate(read(path).splitlines(), 1):
            if re.search(r"\bstatic const CtUseCase \w+ = ", line):
                yield f"{path}:{number} makes a use case without CT_USE_CASE()"


def nothing_is_marked_unfinished():
    return matches(UNFINISHED, "marks unfinished work")


def no_path_of_one_machine_is_in_the_tree():
    return matches(MACHINE_PATHS, "names a folder of one machine")


TESTS = [
    rooms_include_only_what_they_may,
    libraries_stay_in_their_rooms,
    rooms_call_only_what_they_may,
    nothing_below_the_clinic_reads_clock_chance_or_network,
    every_header_is_read_once,
    every_record_is_in_the_list_of_all,
    no_page_takes_a_text_for_markup,
    every_template_has_its_source,
    translators_are_shown_every_file,
    translators_get_whole_sentences,
    every_use_case_is_listed,
    nothing_is_marked_unfinished,
    no_path_of_one_machine_is_in_the_tree,
]


def write_potfiles():
    data = [path for path in walk("data", (".desktop.in", ".metainfo.xml.in", ".gschema.xml"))]
    with open(os.path.join(SRC, "po/POTFILES"), "w", encoding="utf-8") as file:
        file.write("# Every file with words for people; ./run potfiles writes this list anew.\n")
        file.writelines(path + "\n" for path in sorted([*data, *translatable_files()]))


def main():
    if BUILD == "--potfiles":
        return write_potfiles()
    print(f"1..{len(TESTS)}")
    for number, test in enumerate(TESTS, 1):
        complaints = list(test())
        print(f"{'not ok' if complaints else 'ok'} {number} /house/{test.__name__.replace('_', '-')}")
        for complaint in complaints:
            print("# " + complaint)


main()
