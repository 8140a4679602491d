"""Parts of files, as players of sound and film ask for them: Safari plays nothing without (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import IO, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

CHUNK: Final = 64 * 1024
"""Bytes read at once."""
_ONE_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def parse_range(header: str, size: int) -> range | None:
    """Return the bytes that a `Range` header asks of a file of `size` bytes; `None` where the whole file is the answer.

    That is so for several ranges at once, other units and nonsense. Raises `ValueError` if the range lies beyond the end.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    if found is None or found.group(0) == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        wanted = range(max(0, size - int(last)), size)
    else:
        wanted = range(int(first), min(int(last), size - 1) + 1 if last else size)
        if last and int(last) < int(first):
            return None
    if not wanted:
        raise ValueError(header)
    return wanted


def _part(file: IO[bytes], wanted: range) -> Iterator[bytes]:
    file.seek(wanted.start)
    left = len(wanted)
    while left and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk


def answer_range(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the part of a file that `request` asks for (206), or that there is none (416), or `response` as it is."""
    file = getattr(response, "file_to_stream", None)
    if not isinstance(response, FileResponse) or response.status_code != HTTPStatus.OK or file is None:
        return response
    response["Accept-Ranges"] = "bytes"
    size = int(response.get("Content-Length", "0"))
    header = request.headers.get("Range", "")
    if request.method != "GET" or not header or "If-Range" in request.headers:
        return response
    try:
        wanted = parse_range(header, size)
    except ValueError:
        file.close()
        return HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{size}"}
        )
    return response if wanted is None else _partial(response, file, wanted, size)


def _partial(response: FileResponse, file: IO[bytes], wanted: range, size: int) -> FileResponse:
    response.status_code = HTTPStatus.PARTIAL_CONTENT
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    response["Content-Length"] = str(len(wanted))
    response.streaming_content = _part(file, wanted)  # type: ignore[assignment]  # the stubs know no setter
    response.file_to_stream = None  # type: ignore[assignment]  # the server would send the whole file by itself
    return response


class RangeMiddleware:
    """Answers requests for parts of any file that a view gives: media, and documents such as recordings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request, or the part of it that is wanted."""
        return answer_range(request, self.get_response(request))
