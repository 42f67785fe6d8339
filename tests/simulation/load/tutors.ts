import type { Chance } from '../chance.ts';
import type { SimulatedHome } from '../home.ts';
import type { MailLeft } from '../observations.ts';
import { Browser, type Fields, filledIn, hidden } from './browser.ts';

const hour = 3_600_000;

/** How long a tutor leaves a mail: not at all, until the next one, over the weekend, past the closing. */
const hesitations = [
  0,
  1_000,
  0.4 * hour,
  3 * hour,
  20 * hour,
  70 * hour,
  6 * 24 * hour,
  20 * 24 * hour,
] as const;

/** A link of a mail, and whose stages it opens. */
type Door = { link: string; campaignId: string };

const linkIn = (text: string): string | undefined => /\/r\/[\w-]+/.exec(text)?.[0];

/** The names under which a form's texts go, as the pages of the sample institute ask for them. */
const complete = (chance: Chance, criteria: readonly string[]): Fields => ({
  tutorName: 'Mme Léa Le Goff',
  schoolName: 'École Jean-Zay',
  classLevel: 'CE1',
  pupilCount: '24',
  absentHalfDays: '0',
  activities: ['observations'],
  sessionsLed12: '1',
  ...Object.fromEntries(
    criteria.map((criterion) => [
      criterion,
      chance.happens(0.05) ? 'notAcquired' : chance.pick(['acquired', 'inProgress']),
    ]),
  ),
  completedWithStudent: 'yes',
});

/** Those that the form of the page asks about. */
const criteriaOf = (page: string): string[] => [
  ...new Set([...page.matchAll(/ name="([A-Z]{1,4}\d{1,3})"/g)].map(([, id = '']) => id)),
];

/** Tutors: each mail with a link may set them to work, whenever they get round to it. */
export class Tutors {
  readonly #home: SimulatedHome;
  readonly #chance: Chance;
  readonly #links = new Map<string, Door>();
  /** Some never do anything. */
  readonly #idle = new Map<string, boolean>();
  /** Those who are about to send, and do nothing else meanwhile. */
  readonly #waiting = new Set<string>();
  readonly #played: (act: string) => void;

  constructor(home: SimulatedHome, chance: Chance, played: (act: string) => void) {
    this.#home = home;
    this.#chance = chance;
    this.#played = played;
  }

  /** A mail has arrived. */
  read({ to, text, occasion, campaignId }: MailLeft): void {
    const chance = this.#chance;
    const link = linkIn(text);
    // Who is told that a student is theirs no more looks what is left.
    if (occasion === 'farewell' && chance.happens(0.5))
      this.#later(chance.pick([0, 1_000]), () => this.#sitDown(to));
    if (link === undefined || !to.startsWith('tuteur')) return;
    const older = this.#links.get(to);
    // Some keep to the first mail that they have had.
    if (older === undefined || chance.happens(0.8)) this.#links.set(to, { link, campaignId });
    if (chance.happens(0.2)) this.#later(0, () => this.#scan(to, link));
    if (!this.#idle.has(to)) this.#idle.set(to, chance.happens(0.15));
    // Whoever has sent a report and is asked to correct it mostly does.
    const isAsked = occasion === 'givenBack';
    if ((this.#idle.get(to) && !isAsked) || chance.happens(isAsked ? 0.1 : 0.3)) return;
    this.#later(chance.pick(hesitations), () => this.#sitDown(to));
  }

  #later(delay: number, act: () => Promise<unknown>): void {
    // A few do the same thing in the very same second, or just when something else is due.
    const rounding = this.#chance.pick([1, 1, 60_000, hour]);
    const at = Math.ceil((this.#home.agenda.millis + delay) / rounding) * rounding;
    this.#home.agenda.at(at, () => {
      void act();
    });
  }

  /** Mail scanners open links, and must change nothing. */
  async #scan(email: string, link: string): Promise<void> {
    const browser = new Browser(this.#home, email);
    await browser.ask('HEAD', link);
    await browser.ask('GET', link);
  }

  async #sitDown(email: string): Promise<void> {
    const home = this.#home;
    const chance = this.#chance;
    const browser = new Browser(home, email);
    const known = this.#links.get(email);
    if (known === undefined || this.#waiting.has(email)) return;
    const { link } = known;
    const door = await browser.ask('GET', link);
    if (door.status !== 200) {
      this.#played('askForLink');
      await browser.ask('POST', '/lien', { email });
      return;
    }
    if (chance.happens(0.03)) {
      this.#played('cutOwnLinks');
      const question = await browser.ask('GET', `${link}/anciens-liens`);
      await browser.ask('POST', `${link}/anciens-liens`, { csrf: hidden(question.body, 'csrf') ?? '' });
      return;
    }
    if (chance.happens(0.05)) {
      this.#played('askForLink');
      const ask = () =>
        browser.ask('POST', '/lien', { email: chance.happens(0.9) ? email : 'inconnu@ac.example' });
      await Promise.all(chance.happens(0.3) ? [ask(), ask(), ask()] : [ask()]);
    }
    // The curious try the number of somebody else's student.
    if (chance.happens(0.1)) await browser.ask('GET', `${link}/${home.anyStudent()}`);
    const numbers = [
      ...new Set([...door.body.matchAll(/href="\/r\/[\w-]+\/(\d+)"/g)].map(([, number = '']) => number)),
    ];
    for (const number of numbers) {
      if (chance.happens(0.2)) continue;
      if (chance.happens(0.12)) {
        await this.#speak(browser, known, number);
        // Some send the report after all.
        if (chance.happens(0.6)) continue;
      }
      const write = () => this.#write(browser, known, number);
      // Two tabs, at once.
      await (chance.happens(0.1) ? Promise.all([write(), write()]) : write());
    }
    if (chance.happens(0.3)) this.#later(chance.pick(hesitations), () => this.#sitDown(email));
  }

  /** « Un imprévu ? », pressed twice now and then, or in the very second in which something is due. */
  async #speak(browser: Browser, { link, campaignId }: Door, studentNumber: string): Promise<void> {
    const home = this.#home;
    const chance = this.#chance;
    const quoi = chance.pick(['pas-venu', 'interrompu', 'pas-tuteur', 'collegue', 'autre']);
    const page = await browser.ask('GET', `${link}/imprevu?quoi=${quoi}&stagiaire=${studentNumber}`);
    const csrf = hidden(page.body, 'csrf');
    if (page.status !== 200 || csrf === undefined) return;
    const typed = {
      ...{ csrf, quoi, stagiaire: studentNumber, dernierJour: '', nom: 'Perrin', prenom: 'Anne' },
      courriel: `collegue${chance.below(5)}@ac.example`,
      texte: quoi === 'autre' || chance.happens(0.5) ? `Imprévu ${chance.below(3)}.` : '',
    };
    const moment = chance.happens(0.3) ? home.someMomentOf(campaignId, studentNumber) : undefined;
    if (moment !== undefined) {
      this.#waiting.add(browser.email);
      await new Promise<void>((resolve) => {
        home.agenda.at(moment - chance.pick([0, 0, 1_000, 3_600_000]), resolve);
      });
      this.#waiting.delete(browser.email);
    }
    this.#played('sayWord');
    const say = () => browser.ask('POST', `${link}/imprevu`, typed);
    const [said] = await Promise.all(chance.happens(0.15) ? [say(), say()] : [say()]);
    if (said?.status === 303 && said.location) await browser.ask('GET', said.location);
  }

  async #write(browser: Browser, { link, campaignId }: Door, studentNumber: string): Promise<void> {
    const home = this.#home;
    const chance = this.#chance;
    const path = `${link}/${studentNumber}`;
    const begun = { at: home.agenda.now(), step: home.border.step };
    const page = await browser.ask('GET', path);
    const csrf = hidden(page.body, 'csrf');
    const version = hidden(page.body, 'version');
    if (page.status !== 200 || csrf === undefined || version === undefined) return;
    const before = filledIn(page.body);
    home.seen({ kind: 'draftRead', campaignId, studentNumber, values: before, begun });
    const texts = Object.fromEntries(
      Object.keys(before)
        .filter((name) => /^(?:comments|advice)|Details$/.test(name))
        .map((name) => [name, chance.happens(0.8) ? `Texte ${chance.below(1_000_000)}.` : '']),
    );
    const wantsToSend = chance.happens(0.75);
    const typed = {
      ...complete(chance, criteriaOf(page.body)),
      ...texts,
      ...(wantsToSend && {
        commentsSteps12: `À l’écoute ${chance.below(1000)}.`,
        advice1: 'Préparer la veille.',
        advice2: 'Oser.',
      }),
    };
    if (page.body.includes('data-take="absentHalfDays"') && chance.happens(0.4)) {
      home.seen({ kind: 'proposalTaken', campaignId, studentNumber });
      await browser.ask('POST', path, { ...typed, csrf, version, intent: 'reprendre-absentHalfDays' });
      return;
    }
    const save = async (intent: string, accept: string) => {
      const saved = await browser.ask('POST', path, { ...typed, csrf, version, intent }, accept);
      const isSaved =
        saved.status === 303 ? saved.location !== path : saved.status === 200 && accept !== 'text/html';
      if (isSaved) {
        const asked = Object.entries(typed).filter(([name]) => page.body.includes(`name="${name}"`));
        const values: Fields = Object.fromEntries(asked);
        home.seen({ kind: 'draftSaved', campaignId, studentNumber, values });
      }
      return saved;
    };
    if (chance.happens(0.3)) {
      const autosaved = await save('', 'application/json');
      if (autosaved.status === 0 && chance.happens(0.7)) await save('', 'application/json');
      return;
    }
    const saved = await save(wantsToSend ? 'verifier' : '', 'text/html');
    if (!wantsToSend || saved.status !== 303) return;
    const check = await browser.ask('GET', `${path}/verifier`);
    const seen = hidden(check.body, 'version');
    const own = hidden(check.body, 'csrf');
    if (check.status !== 200 || seen === undefined || own === undefined) return;
    this.#played('sendReport');
    // Some press it in the very second of a reminder, or of the closing.
    const moment = chance.happens(0.15) ? home.someMomentOf(campaignId, studentNumber) : undefined;
    if (moment !== undefined) {
      this.#waiting.add(browser.email);
      await new Promise<void>((resolve) => {
        home.agenda.at(moment, resolve);
      });
      this.#waiting.delete(browser.email);
    }
    const send = () => browser.ask('POST', `${path}/verifier`, { csrf: own, version: seen });
    const [sent] = await Promise.all(chance.happens(0.15) ? [send(), send()] : [send()]);
    if (sent?.status === 0 && chance.happens(0.8)) await send();
    const receipt = await browser.ask('GET', path);
    const reference = /class="reference">([^<]+)</.exec(receipt.body)?.[1];
    if (receipt.status === 200 && reference !== undefined)
      home.seen({ kind: 'receiptShown', campaignId, studentNumber, reference });
  }
}
