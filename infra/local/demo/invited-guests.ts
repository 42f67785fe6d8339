import { parse } from 'csv-parse/sync';
import type { ReadMail } from './home-client.ts';
import { PageVisitor } from './page-visitor.ts';
import { chance } from './seeded-chance.ts';
import type { MeetingToHold } from './year-staff.ts';

const hour = 3_600_000;

type Answer = 'yes' | 'no' | 'other';
/** Half come; one in four never says. */
const habits: { until: number; answer: Answer | undefined }[] = [
  { until: 0.5, answer: 'yes' },
  { until: 0.65, answer: 'no' },
  { until: 0.75, answer: 'other' },
  { until: 1, answer: undefined },
];
const answerLabels: Record<Answer, string> = { yes: 'Oui', no: 'Non', other: 'Une autre personne vient' };

/** A guest who will open their link and answer. */
type Reply = { email: string; link: string; at: number };

/** The address of whoever comes in a guest’s place. */
const standIn = (email: string): string => `collegue-de-${email}`;

/** A meeting’s guests, and what their mails told them. All that is known of it comes from the mails, and from what the guests answered. */
export class InvitedGuests {
  readonly meeting: MeetingToHold;
  /** In the console. */
  readonly path: string;
  readonly #seed: number;
  /** Whom it is for, as the demo’s people know it. */
  readonly #expected: ReadonlySet<string>;
  readonly #mailed: { occasion: string; recipient: string }[] = [];
  readonly #replies: Reply[] = [];
  readonly #answers = new Map<string, Answer>();

  constructor(seed: number, meeting: MeetingToHold, path: string, expected: Iterable<string>) {
    this.meeting = meeting;
    this.path = path;
    this.#seed = seed;
    this.#expected = new Set(expected);
  }

  /** Takes note of a mail, if it is about this meeting. */
  note({ tags, to: [recipient = ''], text, at }: ReadMail): void {
    const { occasion = '', mail = '' } = tags;
    if (!mail.startsWith(`meeting_${this.path.split('/').at(-1)}_`)) return;
    this.#mailed.push({ occasion, recipient });
    const link = /\/invitation\/[\w-]+/.exec(text)?.[0];
    const answer = this.#answerOf(recipient);
    // Whoever comes in a guest’s place leaves the answer to them.
    if (occasion !== 'meetingInvitation' || !this.#expected.has(recipient) || !link || !answer) return;
    const hesitation = Math.ceil(1 + chance(this.#seed, 'guest waits', recipient) * 36) * hour;
    this.#replies.push({ email: recipient, link, at: Date.parse(at) + hesitation });
  }

  replies(): readonly Reply[] {
    return this.#replies;
  }

  /** Has each guest whose moment has come answer by their link. @returns whether anybody did */
  async answerDue(home: string, now: number): Promise<boolean> {
    const due = this.#replies.filter(({ at }) => at <= now);
    for (const reply of due) {
      this.#replies.splice(this.#replies.indexOf(reply), 1);
      const answer = this.#answerOf(reply.email);
      if (!answer) continue;
      const guest = new PageVisitor();
      await guest.visit(`${home}${reply.link}`);
      await guest.press('Envoyer ma réponse', {
        reponse: answer,
        ...(answer === 'other' && { nom: 'Une collègue', courriel: standIn(reply.email) }),
      });
      if (!guest.page.root.textContent.includes('Votre réponse est enregistrée'))
        throw new Error(`the answer of ${reply.email} was not taken`);
      this.#answers.set(reply.email, answer);
    }
    return due.length > 0;
  }

  #answerOf(email: string): Answer | undefined {
    const drawn = chance(this.#seed, 'guest', this.meeting.kind, this.meeting.campaignId, email);
    return habits.find(({ until }) => drawn < until)?.answer;
  }

  #toldBy(occasion: string): string[] {
    return this.#mailed.filter((mail) => mail.occasion === occasion).map(({ recipient }) => recipient);
  }

  counts() {
    const of = (answer: Answer) => [...this.#answers.values()].filter((one) => one === answer).length;
    return {
      invited: this.#expected.size,
      ...{ yes: of('yes'), no: of('no'), others: of('other') },
      ...{ reminded: this.#toldBy('meetingReminder').length, moved: this.#toldBy('meetingChange').length },
    };
  }

  /**
   * What is otherwise than it should be: who was mailed, each once, and what the list says of who comes.
   *
   * @param list the answers as the console hands them out, CSV
   */
  differences(list: Uint8Array, wasMoved: boolean): string[] {
    const guests = [...this.#expected];
    const instead = guests.filter((email) => this.#answers.get(email) === 'other').map(standIn);
    const concerned = [
      ...guests.filter((email) => !['no', 'other'].includes(this.#answers.get(email) ?? '')),
      ...instead,
    ];
    const rows: Record<string, string>[] = parse(list, { bom: true, delimiter: ';', columns: true });
    const compared: [what: string, found: string[], expected: string[]][] = [
      ['invited', this.#toldBy('meetingInvitation'), [...guests, ...instead]],
      ['told of the change', this.#toldBy('meetingChange'), wasMoved ? concerned : []],
      ['reminded', this.#toldBy('meetingReminder'), concerned],
      [
        'listed',
        rows.map(({ courriel, reponse }) => `${courriel} ${reponse}`),
        guests.map((email) => {
          const answer = this.#answers.get(email);
          return `${email} ${answer ? answerLabels[answer] : 'Sans réponse'}`;
        }),
      ],
    ];
    return compared.flatMap(([what, found, expected]) =>
      JSON.stringify(found.toSorted()) === JSON.stringify(expected.toSorted())
        ? []
        : [`${this.path}, ${what}: ${found.toSorted()} instead of ${expected.toSorted()}`],
    );
  }
}
