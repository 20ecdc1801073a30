"""The team's old sheet in, everything out."""

import mimetypes
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    stream_template,
)

from webcare.current import server
from webcare.record import hours
from webcare.record.errors import TransferError
from webcare.record.transfer import columns, export, sheet, table, uploads
from webcare.record.transfer.job import Progress

routes = Blueprint("transfer", __name__)
Json = dict[str, Any]

MOST_BAD = 50
"""So many bad rows are listed; the sheet has to be mended anyway."""
LOOK_S = 0.3
"""How long the page waits between two looks at a running import."""


@routes.get("/transfer")
def show() -> str:
    """Both ways; a running or ended import stands on top."""
    return _page()


@routes.post("/transfer/import")
def send_in() -> Any:
    """Keep the sheet till it is imported, and go on to its preview."""
    file = request.files.get("file")
    name, content = (file.filename or "", file.read()) if file else ("", b"")
    try:
        table.read(name, content)
    except TransferError as error:
        return _page(problem=str(error)), 422
    return redirect(f"/transfer/import/{uploads.keep(server().settings.data, name, content)}", 303)


@routes.get("/transfer/import/<upload>")
def preview(upload: str) -> Any:
    """What each column was taken for, the first rows, and the rows that cannot be."""
    return _preview(upload, None)


@routes.post("/transfer/import/<upload>")
def match(upload: str) -> Any:
    """Match the columns otherwise; or import, when `go` was pressed and all is well."""
    given = request.form.items()
    chosen = {
        field.removeprefix("column."): int(column)
        for field, column in given
        if field.startswith("column.") and column.isdigit()
    }
    return _preview(upload, chosen)


@routes.get("/transfer/progress")
def progress() -> Any:
    """How far the import is, sent as it goes on."""
    importer = server().importer
    if importer.progress is None:
        return redirect("/transfer", 303)
    page = stream_template(
        "import_progress.html",
        page="transfer",
        progress=importer.progress,
        steps=_steps(importer.progress),
    )
    return Response(page, mimetype="text/html")


@routes.get("/transfer/record.<ending>")
def take_out(ending: str) -> Response:
    """Everything in one file."""
    if f".{ending}" not in export.FORMS:
        abort(404, "Choose .jsonl, .csv or .xlsx.")
    folder = tempfile.TemporaryDirectory(dir=server().settings.data)
    path = Path(folder.name) / f"record.{ending}"
    export.write(server().record, path)
    answer = Response(_content(folder, path), mimetype=mimetypes.guess_type(path.name)[0])
    answer.call_on_close(folder.cleanup)
    name = f"webcare-{hours.today(server().record.calendar().zone).isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _content(folder: tempfile.TemporaryDirectory[str], path: Path) -> Iterator[bytes]:
    """The file in pieces; it holds what customers wrote, so it goes when it was sent."""
    with folder, path.open("rb") as file:
        while piece := file.read(1 << 16):
            yield piece


def _steps(running: Progress) -> Iterator[tuple[int, int]]:
    importer = server().importer
    while not running.has_ended:
        importer.wait(LOOK_S)
        yield running.done, running.total


def _page(problem: str = "") -> str:
    megabytes = server().settings.max_body // 1024**2
    return render_template(
        "transfer.html",
        page="transfer",
        problem=problem,
        progress=server().importer.progress,
        most=megabytes,
    )


def _preview(upload: str, chosen: columns.Mapping | None) -> Any:
    app = server()
    try:
        name, content = uploads.find(app.settings.data, upload)
        read = table.read(name, content)
        mapping = columns.guess(read.headers, [row for _, row in read.rows])
        found = sheet.examine(
            read, _held(chosen, read) if chosen is not None else mapping, app.record
        )
    except TransferError as error:
        return _page(problem=str(error)), 422
    if "go" in request.form and not found.bad and not found.missing:
        app.importer.start(found)
        uploads.forget(app.settings.data, upload)
        return redirect("/transfer/progress", 303)
    return render_template(
        "import.html",
        page="transfer",
        upload=upload,
        found=found,
        fields=columns.FIELDS,
        needed=columns.NEEDED,
        bad=found.bad[:MOST_BAD],
        unused=[h for n, h in enumerate(read.headers) if n not in found.mapping.values()],
    )


def _held(chosen: columns.Mapping, read: table.Table) -> columns.Mapping:
    return {
        field: column
        for field, column in chosen.items()
        if field in columns.FIELDS and column < len(read.headers)
    }
