import type { CodePage } from "../../diagnostics/code.ts";

const oneMeaning =
  "Two readers must never understand one file differently: what was reviewed has to be what is applied.";
const hiddenText =
  "A reviewer has to see every character that counts; text that hides or reorders itself can show one thing and mean another.";
const allOrNothing =
  "A file that is left out would read as access that should be taken away, so one unreadable file stops everything.";

/** `repo/*`, `file/*`, `path/*`, `yaml/*` and `text/*`: what a file has to be before its content is read. */
export const filePages = {
  "repo/incomplete-state": {
    title: "The folder access/ is missing or empty.",
    why: "An empty tree would mean that nobody may have anything.",
    next: "Run Rolecall where access/ is, or name the folder with --root.",
  },
  "repo/too-many-files": {
    title: "There are more files than the configured limit.",
    why: "A limit keeps a mistake or an attack from stopping every check.",
    next: "Remove what does not belong there, or raise `limits.files` in access/rolecall.yaml.",
  },
  "repo/more-findings": {
    title: "There are more findings than are shown.",
    why: "A list that nobody reads to its end hides what matters.",
    next: "Correct those that are shown, and run again.",
  },
  "file/too-large": {
    title: "The file is larger than the limit.",
    why: "Nobody reviews a megabyte; a limit keeps checks quick.",
    next: "Split the file, or raise `limits.fileBytes` in access/rolecall.yaml.",
  },
  "file/empty": {
    title: "The file is empty, or holds comments only.",
    why: allOrNothing,
    next: "Write the document, or remove the file.",
  },
  "file/not-utf8": { title: "The file is not UTF-8 text.", why: oneMeaning, next: "Save the file as UTF-8." },
  "file/byte-order-mark": {
    title: "The file begins with a byte-order mark.",
    why: oneMeaning,
    next: "Save the file as UTF-8 without a byte-order mark.",
  },
  "file/line-ending": {
    title: "The file has Windows or old Mac line endings.",
    why: oneMeaning,
    next: "Save the file with LF line endings.",
  },
  "file/conflict-marker": {
    title: "The file holds the marks of an unfinished merge.",
    why: "Half of two versions is neither of them.",
    next: "Finish the merge and remove the marks.",
  },
  "file/lfs-pointer": {
    title: "The file is a pointer to large-file storage.",
    why: allOrNothing,
    next: "Store the YAML itself in git.",
  },
  "path/mismatch": {
    title: "The file's content disagrees with its path.",
    why: "The path decides who must review the file; a grant in somebody else's folder would go to the wrong owner.",
    next: "Move the file to the path that its content names, or correct the content.",
  },
  "path/symlink": {
    title: "The path is a symbolic link.",
    why: "A link can point anywhere, also out of the repository.",
    next: "Replace the link by the file itself.",
  },
  "path/submodule": {
    title: "The path is a git submodule.",
    why: allOrNothing,
    next: "Bring the files into this repository.",
  },
  "path/outside-root": {
    title: "A reference leads out of access/.",
    why: "What is applied has to be what is reviewed here.",
    next: "Name the thing by its id.",
  },
  "path/case-collision": {
    title: "Two paths differ only in upper and lower case.",
    why: "On some machines they are one file.",
    next: "Rename one of them.",
  },
  "path/extension": {
    title: "The file does not end in .yaml.",
    why: "A file that looks like a document and is not read would be silence.",
    next: "Rename it to end in .yaml.",
  },
  "path/unexpected-file": {
    title: "The file has no place under access/.",
    why: "A file that nothing reads would be silence about access that somebody meant to give.",
    next: "Move it to the folder of its kind, or remove it.",
  },
  "path/bad-name": {
    title: "The path is too long or holds characters that do not belong in one.",
    why: "Paths show in reviews, comments and code owners' patterns.",
    next: "Rename it: small letters, digits, `-` and `.`.",
  },
  "yaml/syntax": {
    title: "The file is not YAML as it is written here.",
    why: allOrNothing,
    next: "Correct the line that is named; documents are written in block style.",
  },
  "yaml/alias-forbidden": {
    title: "The file uses an anchor or an alias.",
    why: "Aliases hide what a line means and can grow without bound.",
    next: "Write the value out.",
  },
  "yaml/merge-forbidden": { title: "The file uses a merge key.", why: oneMeaning, next: "Write the fields out." },
  "yaml/tag-forbidden": {
    title: "The file uses a YAML tag.",
    why: oneMeaning,
    next: "Remove the tag; quote the value where it should be text.",
  },
  "yaml/directive-forbidden": {
    title: "The file has a YAML directive.",
    why: oneMeaning,
    next: "Remove the line that begins with %.",
  },
  "yaml/multiple-documents": {
    title: "The file holds more than one document.",
    why: "One file is one thing with one owner.",
    next: "Split it into one file each.",
  },
  "yaml/duplicate-key": {
    title: "A field is written twice.",
    why: "Which one counts depends on the reader.",
    next: "Keep one of them.",
  },
  "yaml/ambiguous-scalar": {
    title: "An unquoted value means different things to different readers.",
    why: "`no` is text here and false elsewhere; 0123 is a number to some.",
    next: "Put it in quotes.",
  },
  "yaml/tab-indent": { title: "A line is indented with a tab.", why: oneMeaning, next: "Indent with spaces." },
  "yaml/too-deep": {
    title: "The document is nested too deeply.",
    why: "A limit keeps a mistake or an attack from stopping every check.",
    next: "Flatten the document.",
  },
  "yaml/too-many-nodes": {
    title: "The document has too many values.",
    why: "A limit keeps a mistake or an attack from stopping every check.",
    next: "Split the document.",
  },
  "yaml/scalar-too-long": {
    title: "A value is longer than 64 KiB.",
    why: "A limit keeps a mistake or an attack from stopping every check.",
    next: "Shorten the text.",
  },
  "text/bidi-control": {
    title: "A text holds characters that change its direction.",
    why: hiddenText,
    next: "Remove the character.",
  },
  "text/invisible-character": {
    title: "A text holds characters that cannot be seen.",
    why: hiddenText,
    next: "Remove the character.",
  },
  "text/control-character": {
    title: "A text holds a control character.",
    why: hiddenText,
    next: "Remove the character.",
  },
  "text/invalid-unicode": { title: "A text is no valid Unicode.", why: oneMeaning, next: "Write the character again." },
  "text/not-normalised": {
    title: "A text is not in Unicode's composed form (NFC).",
    why: "Two texts that look the same would not be equal.",
    next: "Write it again in composed form.",
  },
  "text/stray-space": {
    title: "A quoted text begins or ends with a space.",
    why: "Names match exactly, and nobody sees the space.",
    next: "Remove the space.",
  },
  "text/odd-space": {
    title: "A line holds a space that is not the ordinary one.",
    why: hiddenText,
    next: "Replace it by an ordinary space.",
  },
  "text/looks-like-secret": {
    title: "A value looks like a password, key or token.",
    why: "What is in git stays in git.",
    next: "Remove it, and replace the secret itself: it has to count as known.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly files: keyof typeof filePages;
  }
}
