/** The token of a tutor's, a student's or a guest's own link, wherever it stands: it opens what is its reader's alone. */
export const personalLink = /\/(r|e|invitation)\/[A-Za-z0-9_-]{20,}/;

/** What who writes for everybody is told, as the rest of a sentence: copied from a mail to one person, it would open what is theirs to all. */
export const personalLinkProblem = (text: string): string | undefined =>
  personalLink.test(text)
    ? 'un lien personnel s’y est glissé, qui ouvre à chacun ce qui est à une seule personne : retirez-le.'
    : undefined;
