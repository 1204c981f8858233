"""An editor: a client of the protocol with documents that are open."""

import asyncio
from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types
from pygls.lsp.client import LanguageClient

_ENDED = 20


class Editor:
    """A client with a server of its own, in a folder."""

    def __init__(self, command, folder, encoding="utf-16", arguments=()):
        self.command = command
        self.folder = Path(folder)
        self.encoding = encoding
        self.arguments = arguments
        self.texts = {}
        self._versions = {}
        self._published = {}
        self._waiting = {}
        self.client = LanguageClient("editor", "1")
        publish = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        self.client.feature(publish)(lambda params: self._take(params))
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: None)

    async def __aenter__(self):
        await self.client.start_io(self.command, "lsp", *self.arguments, cwd="/")
        encodings = ["utf-8", "utf-16"] if self.encoding == "utf-8" else ["utf-16"]
        item = types.ClientCompletionItemOptions(snippet_support=False)
        self.server = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(
                    general=types.GeneralClientCapabilities(position_encodings=encodings),
                    text_document=types.TextDocumentClientCapabilities(
                        completion=types.CompletionClientCapabilities(completion_item=item)
                    ),
                ),
                root_uri=self.folder.as_uri(),
            )
        )
        self.client.initialized(types.InitializedParams())
        return self

    async def __aexit__(self, *_):
        await self.client.shutdown_async(None)
        self.client.exit(None)
        status = await asyncio.wait_for(self.client._server.wait(), _ENDED)
        await self.client.stop()
        assert status == 0, f"the server ended with {status}"

    # Documents

    def uri(self, name):
        return (self.folder / name).as_uri()

    def name(self, uri):
        return unquote(uri.removeprefix(self.folder.as_uri() + "/"))

    def identifier(self, name):
        return types.TextDocumentIdentifier(uri=self.uri(name))

    async def open(self, name, text=None):
        """Opens a document, and gives its diagnostics."""
        self.texts[name] = text if text is not None else (self.folder / name).read_text("utf-8")
        self._versions[name] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(self.uri(name), "html", 1, self.texts[name])
            )
        )
        return await self.diagnostics(name)

    def edit(self, name, old, new):
        """Replaces the first place of a text by another one, as typing does."""
        text = self.texts[name]
        start = text.index(old)
        span = types.Range(
            self.position(text, start), self.position(text, start + len(old))
        )
        self.texts[name] = text[:start] + new + text[start + len(old) :]
        self._change(name, types.TextDocumentContentChangePartial(range=span, text=new))

    def replace(self, name, text):
        self.texts[name] = text
        self._change(name, types.TextDocumentContentChangeWholeDocument(text=text))

    def _change(self, name, change):
        self._versions[name] += 1
        self._published.pop(name, None)
        identifier = types.VersionedTextDocumentIdentifier(
            version=self._versions[name], uri=self.uri(name)
        )
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(identifier, [change])
        )

    def close(self, name):
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(self.identifier(name))
        )

    def save(self, name):
        (self.folder / name).write_text(self.texts[name], "utf-8")
        self.client.text_document_did_save(
            types.DidSaveTextDocumentParams(self.identifier(name))
        )

    def changed(self, name):
        """Tells that a file has changed that is not open."""
        event = types.FileEvent(self.uri(name), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    # Positions

    def position(self, text, index):
        """The position of a character of a text."""
        lines = text[:index].split("\n")
        if self.encoding == "utf-8":
            width = len(lines[-1].encode())
        else:
            width = len(lines[-1].encode("utf-16-le")) // 2
        return types.Position(len(lines) - 1, width)

    def at(self, name, marked):
        """The position of `|` in a piece of a document."""
        piece = marked.replace("|", "", 1)
        index = self.texts[name].index(piece) + marked.index("|")
        return types.TextDocumentPositionParams(
            self.identifier(name), self.position(self.texts[name], index)
        )

    def slice(self, name, span, text=None):
        """What stands in a range of a document."""
        text = text if text is not None else self.texts.get(name)
        if text is None:
            text = (self.folder / name).read_text("utf-8")
        return text[self._index(text, span.start) : self._index(text, span.end)]

    def _index(self, text, position):
        lines = text.split("\n")
        line = lines[position.line]
        coding = "utf-8" if self.encoding == "utf-8" else "utf-16-le"
        width = 1 if self.encoding == "utf-8" else 2
        before = line.encode(coding)[: position.character * width].decode(coding)
        return sum(len(line) + 1 for line in lines[: position.line]) + len(before)

    def apply(self, name, edits):
        """A document with changes made."""
        text = self.texts.get(name) or (self.folder / name).read_text("utf-8")
        for edit in sorted(edits, key=lambda e: self._index(text, e.range.start), reverse=True):
            start, end = self._index(text, edit.range.start), self._index(text, edit.range.end)
            text = text[:start] + edit.new_text + text[end:]
        return text

    # Diagnostics

    def _take(self, params):
        name = self.name(params.uri)
        if params.version is not None and params.version != self._versions.get(name):
            return
        self._published[name] = params.diagnostics
        if name in self._waiting:
            self._waiting.pop(name).set()

    async def diagnostics(self, name):
        """What the server says of the text that it has."""
        if name not in self._published:
            event = self._waiting.setdefault(name, asyncio.Event())
            await asyncio.wait_for(event.wait(), _ENDED)
        return self._published[name]

    # Requests

    async def complete(self, name, marked):
        place = self.at(name, marked)
        found = await self.client.text_document_completion_async(
            types.CompletionParams(place.text_document, place.position)
        )
        return {item.label: item for item in found.items}

    async def hover(self, name, marked):
        place = self.at(name, marked)
        found = await self.client.text_document_hover_async(
            types.HoverParams(place.text_document, place.position)
        )
        return found.contents.value if found else ""

    def _sites(self, locations):
        sites = []
        for location in locations:
            name = self.name(location.uri)
            sites.append((name, location.range.start.line + 1, self.slice(name, location.range)))
        return sorted(sites)

    async def definition(self, name, marked):
        place = self.at(name, marked)
        return self._sites(
            await self.client.text_document_definition_async(
                types.DefinitionParams(place.text_document, place.position)
            )
        )

    async def references(self, name, marked, declaration=True):
        place = self.at(name, marked)
        context = types.ReferenceContext(include_declaration=declaration)
        return self._sites(
            await self.client.text_document_references_async(
                types.ReferenceParams(context, place.text_document, place.position)
            )
        )

    async def rename(self, name, marked, new):
        """The documents as a renaming leaves them, by their names."""
        place = self.at(name, marked)
        edit = await self.client.text_document_rename_async(
            types.RenameParams(place.text_document, place.position, new)
        )
        return {
            self.name(uri): self.apply(self.name(uri), edits)
            for uri, edits in edit.changes.items()
        }

    async def format(self, name):
        edits = await self.client.text_document_formatting_async(
            types.DocumentFormattingParams(
                self.identifier(name), types.FormattingOptions(tab_size=4, insert_spaces=True)
            )
        )
        return self.apply(name, edits)

    async def actions(self, name, marked, only=None):
        place = self.at(name, marked)
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                place.text_document,
                types.Range(place.position, place.position),
                types.CodeActionContext(diagnostics=[], only=only),
            )
        )
        return {
            action.title: self.apply(name, action.edit.changes[self.uri(name)])
            for action in found
        }

    async def symbols(self, name):
        found = await self.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(self.identifier(name))
        )

        def tree(symbols):
            return [(s.detail, s.name, tree(s.children or [])) for s in symbols]

        return tree(found)
