import type { CodePage } from "../../diagnostics/code.ts";

const oneMeaning =
  "All readers must understand a file in the same way, so that the reviewed content is the applied content.";
const hiddenText =
  "A reviewer must see every character. Text with hidden or reordered characters can look different from its content.";
const allOrNothing = "A file that is not read would look like access to remove, so one unreadable file stops the run.";

/** `repo/*`, `file/*`, `path/*`, `yaml/*` and `text/*`: the requirements of a file before its content is read. */
export const filePages = {
  "repo/incomplete-state": {
    title: "The folder access/ is missing or empty.",
    why: "An empty folder would mean that no user may have access.",
    next: "Run Rolecall in the folder that contains access/, or name that folder with --root.",
  },
  "repo/too-many-files": {
    title: "There are more files than the configured limit.",
    why: "A limit keeps an error or an attack from blocking every check.",
    next: "Remove files that are not needed, or raise `limits.files` in access/rolecall.yaml.",
  },
  "repo/more-findings": {
    title: "There are more findings than the shown ones.",
    why: "A very long list hides the important findings.",
    next: "Correct the shown findings, and run again.",
  },
  "file/too-large": {
    title: "The file is larger than the limit.",
    why: "A very large file cannot be reviewed, and slows down every check.",
    next: "Split the file, or raise `limits.fileBytes` in access/rolecall.yaml.",
  },
  "file/empty": {
    title: "The file is empty, or has only comments.",
    why: allOrNothing,
    next: "Write the document, or remove the file.",
  },
  "file/not-utf8": {
    title: "The file is not UTF-8 text.",
    why: oneMeaning,
    next: "Save the file as UTF-8.",
  },
  "file/byte-order-mark": {
    title: "The file begins with a byte order mark.",
    why: oneMeaning,
    next: "Save the file as UTF-8 without a byte order mark.",
  },
  "file/line-ending": {
    title: "The file has Windows or old Mac line endings.",
    why: oneMeaning,
    next: "Save the file with LF line endings.",
  },
  "file/conflict-marker": {
    title: "The file has the conflict markers of an unfinished merge.",
    why: "The file mixes two versions, and neither of them was reviewed.",
    next: "Resolve the conflict and remove the markers.",
  },
  "file/lfs-pointer": {
    title: "The file is a Git LFS pointer.",
    why: allOrNothing,
    next: "Store the YAML itself in git.",
  },
  "path/mismatch": {
    title: "The content of the file does not match its path.",
    why: "The path decides which owners review the file. A grant in another user's folder would go to the wrong owners.",
    next: "Move the file to the path that its content names, or correct the content.",
  },
  "path/symlink": {
    title: "The path is a symbolic link.",
    why: "A link can point to any file, also outside the repository.",
    next: "Replace the link with the file itself.",
  },
  "path/submodule": {
    title: "The path is a git submodule.",
    why: allOrNothing,
    next: "Add the files to this repository.",
  },
  "path/outside-root": {
    title: "A reference points outside access/.",
    why: "Only files that are reviewed here may be applied.",
    next: "Use the id of the document.",
  },
  "path/case-collision": {
    title: "Two paths differ only in letter case.",
    why: "Some file systems treat them as one file.",
    next: "Rename one of the files.",
  },
  "path/extension": {
    title: "The file name does not end in .yaml.",
    why: "The file looks like a document, but Rolecall would not read it.",
    next: "Rename the file so that it ends in .yaml.",
  },
  "path/unexpected-file": {
    title: "The file is not in a known folder under access/.",
    why: "Rolecall would not read the file, so its access would be missing without an error.",
    next: "Move the file to the folder of its document kind, or remove it.",
  },
  "path/bad-name": {
    title: "The path is too long or has characters that are not allowed.",
    why: "Paths are shown in reviews and comments, and used as patterns in CODEOWNERS.",
    next: "Rename the file: lowercase letters, digits, `-` and `.`.",
  },
  "yaml/syntax": {
    title: "The file is not valid YAML.",
    why: allOrNothing,
    next: "Correct the named line. Documents use block style.",
  },
  "yaml/alias-forbidden": {
    title: "The file has an anchor or an alias.",
    why: "Aliases hide the meaning of a line and can expand without a limit.",
    next: "Write the value out.",
  },
  "yaml/merge-forbidden": {
    title: "The file has a merge key.",
    why: oneMeaning,
    next: "Write the fields out.",
  },
  "yaml/tag-forbidden": {
    title: "The file has a YAML tag.",
    why: oneMeaning,
    next: "Remove the tag. Put the value in quotes if it is text.",
  },
  "yaml/directive-forbidden": {
    title: "The file has a YAML directive.",
    why: oneMeaning,
    next: "Remove the line that begins with %.",
  },
  "yaml/multiple-documents": {
    title: "The file has more than one document.",
    why: "Each file is one document with one set of owners.",
    next: "Split the file into one file for each document.",
  },
  "yaml/duplicate-key": {
    title: "A field occurs twice.",
    why: "Different readers would use different values.",
    next: "Remove one of the fields.",
  },
  "yaml/ambiguous-scalar": {
    title: "An unquoted value has different meanings for different readers.",
    why: "`no` is text here and false elsewhere. 0123 is a number for some readers.",
    next: "Put the value in quotes.",
  },
  "yaml/tab-indent": {
    title: "A line is indented with a tab.",
    why: oneMeaning,
    next: "Indent with spaces.",
  },
  "yaml/too-deep": {
    title: "The document is nested too deeply.",
    why: "A limit keeps an error or an attack from blocking every check.",
    next: "Flatten the document.",
  },
  "yaml/too-many-nodes": {
    title: "The document has too many values.",
    why: "A limit keeps an error or an attack from blocking every check.",
    next: "Split the document.",
  },
  "yaml/scalar-too-long": {
    title: "A value is longer than 64 KiB.",
    why: "A limit keeps an error or an attack from blocking every check.",
    next: "Shorten the text.",
  },
  "text/bidi-control": {
    title: "A text has characters that change its direction.",
    why: hiddenText,
    next: "Remove the character.",
  },
  "text/invisible-character": {
    title: "A text has invisible characters.",
    why: hiddenText,
    next: "Remove the character.",
  },
  "text/control-character": {
    title: "A text has a control character.",
    why: hiddenText,
    next: "Remove the character.",
  },
  "text/invalid-unicode": {
    title: "A text is not valid Unicode.",
    why: oneMeaning,
    next: "Write the character again.",
  },
  "text/not-normalised": {
    title: "A text is not in the composed Unicode form (NFC).",
    why: "Two texts that look the same would not be equal.",
    next: "Write the text again in composed form.",
  },
  "text/stray-space": {
    title: "A quoted text begins or ends with a space.",
    why: "Names must match exactly, and the space is hard to see.",
    next: "Remove the space.",
  },
  "text/odd-space": {
    title: "A line has a space character other than the ordinary space.",
    why: hiddenText,
    next: "Replace the character with an ordinary space.",
  },
  "text/looks-like-secret": {
    title: "A value looks like a password, key or token.",
    why: "A secret stays in the git history after it is removed.",
    next: "Remove the value, and replace the secret itself: treat it as known to others.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly files: keyof typeof filePages;
  }
}
