// What webapp/static/editor uses of Tiptap and ProseMirror, as one module. Add a line when it needs more.
export { Editor, Extension, Mark, Node } from "@tiptap/core";
export { Blockquote } from "@tiptap/extension-blockquote";
export { Bold } from "@tiptap/extension-bold";
export { Document } from "@tiptap/extension-document";
export { HardBreak } from "@tiptap/extension-hard-break";
export { Italic } from "@tiptap/extension-italic";
export { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
export { Paragraph } from "@tiptap/extension-paragraph";
export { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
export { Text } from "@tiptap/extension-text";
export { Dropcursor, Gapcursor, UndoRedo } from "@tiptap/extensions";
export { DOMParser, Fragment, Slice } from "@tiptap/pm/model";
export { closeHistory } from "@tiptap/pm/history";
export { NodeSelection, Plugin, Selection, TextSelection } from "@tiptap/pm/state";
export { CellSelection, TableMap, isInTable } from "@tiptap/pm/tables";
