// What the editor needs of Tiptap and ProseMirror, as one script that puts it in `Tiptap`.
export { Editor, Extension, Node } from "@tiptap/core";
export { StarterKit } from "@tiptap/starter-kit";
export { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
export { DOMParser, Fragment, Slice } from "@tiptap/pm/model";
export { NodeSelection } from "@tiptap/pm/state";
export { MarkdownSerializerState } from "prosemirror-markdown";
