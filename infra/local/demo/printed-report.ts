import type { Site } from '../../../schemas/institution.ts';
import type { LevelId, ReportForm } from '../../../schemas/report-form.ts';
import { levelId } from '../../../schemas/report-form.ts';

/** What a printed report says, as whoever reads it finds it. */
export type PrintedReport = {
  studentNumber: string;
  studentName: string;
  site: string;
  school: string;
  absentHalfDays: number;
  /** From 1: those of which an activity is ticked. */
  steps: number[];
  /** By their field. */
  comments: Record<string, string>;
  counts: Record<string, number | undefined>;
  levels: Record<string, LevelId>;
  details: Record<string, string>;
  advice: [string, string];
};

/** Stand where nothing was answered. */
const empty = /^(Non renseigné|Sans objet : .*)$/;
const written = (text: string): string => (empty.test(text) ? '' : text);

/** The text between two labels, the first of them looked for behind `from`. */
class Reading {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes on behind a label. @throws Error where it does not come */
  after(label: string): this {
    this.#at = this.#find(label) + label.length;
    return this;
  }

  /** What stands before the next label, which is the next to be read. */
  until(label: string): string {
    const end = this.#find(label);
    const found = this.#text.slice(this.#at, end).trim();
    this.#at = end;
    return found;
  }

  #find(label: string): number {
    const found = this.#text.indexOf(label, this.#at);
    if (found === -1) throw new Error(`a printed report does not say "${label}"`);
    return found;
  }
}

/** Words as `pdfText` has them. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

const boxes = (text: string): { isTicked: boolean; label: string }[] =>
  [...text.matchAll(/([☑☐]) ([^☑☐]*)/g)].map(([, box, label = '']) => ({
    isTicked: box === '☑',
    label: label.trim(),
  }));

/**
 * Reads a report’s text by the words of its form, from top to bottom.
 *
 * @param text one line (pdf-text.ts)
 * @throws Error where a label of the form is missing
 */
export const readReport = (text: string, form: ReportForm, sites: readonly Site[]): PrintedReport => {
  const { header, progression, objectives, ethics, advice } = form;
  const reading = new Reading(text);
  const label = (words: string) => `${plain(words)} :`;
  const head = reading.until(label(header.student));
  const studentName = reading.after(label(header.student)).until(' (n° ');
  const studentNumber = reading.after(' (n° ').until(')');
  const school = reading.after(label(header.school)).until(label(header.context));
  const absent = reading.after(label(header.absentHalfDays)).until(plain(progression.title));

  const ticked = boxes(reading.after(plain(progression.title)).until(plain(objectives.title)));
  let activity = 0;
  const steps = progression.steps.flatMap(({ activities }, at) => {
    const own = activities.map((one) => {
      const box = ticked[activity++];
      if (box?.label !== plain(one.label)) throw new Error(`a printed report has no box "${one.label}"`);
      return box;
    });
    return own.some(({ isTicked }) => isTicked) ? [at + 1] : [];
  });

  const comments: PrintedReport['comments'] = {};
  const counts: PrintedReport['counts'] = {};
  form.comments.forEach((block, at) => {
    const end = form.comments[at + 1]?.title ?? ethics.title;
    const said = reading.after(plain(block.title)).until(plain(end));
    const [comment = '', ...numbers] = block.counts.reduce<string[]>(
      (parts, count) => {
        const [before = '', ...behind] = (parts.at(-1) ?? '').split(label(count.label));
        return [...parts.slice(0, -1), before, behind.join(label(count.label))];
      },
      [said],
    );
    comments[block.field] = written(comment.trim());
    block.counts.forEach(({ field }, index) => {
      const number = numbers[index]?.trim() ?? '';
      counts[field] = /^\d+$/.test(number) ? Number(number) : undefined;
    });
  });

  const levels: PrintedReport['levels'] = {};
  const details: PrintedReport['details'] = {};
  const title = (criterion: (typeof ethics.criteria)[number]) =>
    plain(`${criterion.criterionId}. ${criterion.heading}`);
  ethics.criteria.forEach((criterion, at) => {
    const next = ethics.criteria[at + 1];
    const said = reading.after(title(criterion)).until(next ? title(next) : plain(advice.title));
    const chosen = levelId.options.find((level) => said.includes(`☑ ${ethics.levels[level]}`));
    if (!chosen) throw new Error(`a printed report has no level of ${criterion.criterionId}`);
    levels[criterion.criterionId] = chosen;
    details[criterion.criterionId] = said.split(label(ethics.detailsLabel))[1]?.trim() ?? '';
  });

  const first = reading.after(plain(advice.title)).after('1. ').until(' 2. ');
  const [second = ''] = reading
    .after(' 2. ')
    .until(plain(form.completedWithStudent))
    .split(/ [☑☐]$/);
  return {
    ...{ studentNumber, studentName, school, steps, comments, counts, levels, details },
    site: sites.find(({ campus }) => head.includes(plain(campus)))?.name ?? '',
    absentHalfDays: Number(absent),
    advice: [written(first), written(second)],
  };
};
