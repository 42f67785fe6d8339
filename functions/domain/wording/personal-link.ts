/** The token of a tutor's, a student's or a guest's own link, wherever it stands: it opens what is its reader's alone. */
export const personalLink = /\/(r|e|invitation)\/[A-Za-z0-9_-]{20,}/;
