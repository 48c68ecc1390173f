"""Zips of returned files: names from Windows, nests, sizes that lie, and what systems leave in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest

from ingest import archives
from ingest.archives import is_archive, unpack
from ingest.collect import Incoming, Said, uploaded
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.units import UnitRegistry
from tests.ingest.returned import ledger

TODAY = date(2024, 10, 8)
LARGEST = 1_000_000


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of `files`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def zipped_by_windows(files: Mapping[str, bytes], encoding: str = "gb18030") -> bytes:
    """Return a zip whose names are bytes of `encoding` without the flag that says UTF-8."""
    stand_ins = {
        f"{number:03}".ljust(len(n.encode(encoding)), "_"): n for number, n in enumerate(files)
    }
    data = zipped({stand_in: files[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode(encoding))
    return data


def received(data: bytes, said: Said | None = None) -> list[Incoming]:
    """Return what an uploaded zip holds."""
    return uploaded("台账.zip", data, said or Said(received_on=TODAY), TODAY)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_flag(encoding: str) -> None:
    """Windows writes GB18030 and some tools UTF-8, both without saying so."""
    names = [
        "揭东区交通运输局三季度台账.xlsx",
        "普宁/硂台账.xlsx",
    ]  # 硂: its second byte is a backslash
    data = zipped_by_windows(dict.fromkeys(names, b"x"), encoding)
    assert sorted(member.path for member in unpack(data, LARGEST)) == sorted(names)


def test_office_files_are_no_archives(plan: Plan) -> None:
    """A workbook is a zip, but not one to unpack; neither is anything else."""
    assert not is_archive(ledger(plan))
    assert not is_archive(b"PK\x03\x04 nothing")
    assert not is_archive(b"")
    assert not is_archive(zipped({"Doc_0/Document.xml": b"<x/>", "OFD.xml": b"<x/>"}))
    assert is_archive(zipped({"甲.xlsx": ledger(plan)}))


def test_files_come_out_without_leftovers(plan: Plan) -> None:
    """Folders, lock files and a Mac's shadow files are no returns; a zip inside is opened."""
    inner = zipped({"乙.xlsx": ledger(plan)})
    data = zipped(
        {"县/甲.xlsx": ledger(plan), "县/": b"", "~$甲.xlsx": b"x", "__MACOSX/县/._甲.xlsx": b"x",
         "县/.DS_Store": b"x", "里.zip": inner}
    )  # fmt: skip
    assert sorted(file.name for file in received(data)) == ["乙.xlsx", "甲.xlsx"]
    assert all(file.problem is None for file in received(data))


def test_same_names_keep_their_folders() -> None:
    """Two files of one name are told apart by the folders that they came in."""
    files = received(zipped({"揭东区/台账.xlsx": b"1", "普宁市/台账.xlsx": b"2", "三.xlsx": b"3"}))
    assert sorted(file.name for file in files) == [
        "三.xlsx",
        "揭东区_台账.xlsx",
        "普宁市_台账.xlsx",
    ]


def test_manifest_in_a_zip() -> None:
    """A manifest travels in the zip as it does in a folder, what is said on the page goes first."""
    manifest = "file,unit,quarter,received_on\n甲.xlsx,揭西局,2024Q2,2024/6/1\n丢.xlsx,,,\n"
    data = zipped({"甲.xlsx": b"x", "manifest.csv": manifest.encode("gb18030")})
    first, lost = uploaded("台账.zip", data, Said(), TODAY)
    assert (first.unit, first.quarter, first.received_on) == ("揭西局", "2024Q2", date(2024, 6, 1))
    assert lost.problem is not None
    assert lost.problem.code == "no_such_file"
    assert received(data)[0].received_on == TODAY


HEAD = "file,unit,quarter,received_on\n"


def manifest(*lines: str) -> bytes:
    """Return a manifest with these lines."""
    return (HEAD + "\n".join(lines)).encode()


def said_of(files: Mapping[str, bytes]) -> dict[str, tuple[str, str, str]]:
    """Return unit, quarter and day as said of each file of a zip, by what the file holds."""
    found = uploaded("台账.zip", zipped(files), Said(), TODAY)
    assert [file.problem for file in found] == [None] * len(found)
    return {f.data.decode(): (f.unit, f.quarter, f"{f.received_on:%m-%d}") for f in found}


def test_each_folder_and_inner_zip_has_its_own_manifest() -> None:
    """Files of one name in two places are each told by the manifest beside them."""
    east, west = manifest("台账.xlsx,揭东局,,2024-06-01"), manifest("台账.xlsx,揭西局,,2024-06-02")
    expected = {"1": ("揭东局", "", "06-01"), "2": ("揭西局", "", "06-02")}
    zips = {
        "甲.zip": zipped({"台账.xlsx": b"1", "manifest.csv": east}),
        "乙.zip": zipped({"台账.xlsx": b"2", "manifest.csv": west}),
    }
    assert said_of(zips) == expected
    folders = {
        "甲/台账.xlsx": b"1", "甲/manifest.csv": east,
        "乙/台账.xlsx": b"2", "乙/manifest.csv": west,
    }  # fmt: skip
    assert said_of(folders) == expected


def test_the_nearest_manifest_goes_first_and_an_empty_cell_says_nothing() -> None:
    """What a file's own manifest leaves empty comes from the one around, of its folder or zip."""
    outer = manifest("甲.zip,揭东局,2024Q2,2024-06-01", "乙,揭西局,2024Q1,", "三.xlsx,榕城局,,")
    inner = manifest("台账.xlsx,,2024Q3,")
    files = {
        "manifest.csv": outer,
        "甲.zip": zipped({"台账.xlsx": b"1", "manifest.csv": inner}),
        "乙/台账.xlsx": b"2", "乙/manifest.csv": inner,
        "丙/三.xlsx": b"3",
    }  # fmt: skip
    assert said_of(files) == {
        "1": ("揭东局", "2024Q3", "06-01"),
        "2": ("揭西局", "2024Q3", "10-08"),
        "3": ("榕城局", "", "10-08"),
    }


def test_a_name_that_is_not_the_only_one_is_no_answer() -> None:
    """A line that could be about two files is about neither, and says so."""
    data = zipped(
        {"甲/台账.xlsx": b"1", "乙/台账.xlsx": b"2", "manifest.csv": manifest("台账.xlsx,局")}
    )
    *files, line = uploaded("台账.zip", data, Said(), TODAY)
    assert [file.unit for file in files] == ["", ""]
    assert line.problem is not None
    assert line.problem.code == "manifest_ambiguous"


def nested(depth: int) -> bytes:
    """Return zips in one another, so many deep."""
    data = b"x"
    for _ in range(depth):
        data = zipped({"里.zip": data})
    return data


def encrypted() -> bytes:
    """Return a zip whose one file says that it is encrypted."""
    data = bytearray(zipped({"甲.xlsx": b"x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({}), "archive_empty"),
        (zipped({"~$甲.xlsx": b"x"}), "archive_empty"),
        (nested(4), "archive_nested"),
        (encrypted(), "encrypted"),
        (zipped({"甲.xlsx": b"x" * 99}, zipfile.ZIP_LZMA), "archive_damaged"),
        (zipped({"甲.xlsx": b"x" * 99}, zipfile.ZIP_BZIP2), "archive_damaged"),
        (zipped({"大.xlsx": bytes(60_000_000)}), "file_too_large"),
        (zipped({f"{n}.xlsx": b"" for n in range(archives.MAX_MEMBERS + 1)}), "archive_too_large"),
        (zipped({"甲.xlsx": b"x" * 500}).replace(b"\x78\x01", b"\xff\xff"), None),
    ],
    ids=[
        "empty",
        "leftovers",
        "nested",
        "encrypted",
        "lzma",
        "bzip2",
        "large",
        "many",
        "untouched",
    ],
)
def test_what_is_wrong_is_said_of_the_file(
    data: bytes, code: str | None, plan: Plan, registry: UnitRegistry
) -> None:
    """Whatever is wrong with a zip is one problem of one file, said when it is looked at."""
    (file,) = received(data)
    if code is None:
        assert file.problem is None
        return
    with pytest.raises(UserError) as raised:
        file.check(plan, registry, TODAY)
    assert raised.value.code == code


def test_rare_compression_is_never_tried() -> None:
    """A good member of another method is refused unread, in its own words."""
    (file,) = received(zipped({"甲.xlsx": b"x" * 99}, zipfile.ZIP_LZMA))
    assert file.problem is not None
    assert "压缩方法" in file.problem.message


def test_all_members_together_have_a_limit() -> None:
    """What is unpacked counts over all zips, whether or not a file is then refused for its size."""
    part = zipped({f"{number}.xlsx": bytes(1_000_000) for number in range(41)})
    assert len(unpack(zipped(dict.fromkeys("1234", part)), LARGEST // 2)) == 4 * 41
    with pytest.raises(UserError) as raised:
        unpack(zipped(dict.fromkeys("12345", part)), LARGEST // 2)
    assert raised.value.code == "archive_too_large"


def test_damaged_member_leaves_the_others() -> None:
    """One member whose bytes are broken is reported; the good one comes out."""
    data = bytearray(zipped({"坏.xlsx": b"0123456789" * 50, "好.xlsx": b"fine"}))
    start = data.index("坏.xlsx".encode()) + len("坏.xlsx".encode())
    data[start : start + 8] = b"\xff" * 8
    good, bad = sorted(received(bytes(data)), key=lambda file: file.problem is not None)
    assert good.data == b"fine"
    assert bad.problem is not None
    assert bad.problem.code == "archive_damaged"
