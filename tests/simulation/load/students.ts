import type { Chance } from '../chance.ts';
import type { SimulatedHome } from '../home.ts';
import type { MailLeft } from '../observations.ts';
import { Browser, hidden } from './browser.ts';

const hour = 3_600_000;

/** How long a student leaves a mail, or the stage goes on, before they look. */
const hesitations = [0, 1_000, 3 * hour, 70 * hour, 6 * 24 * hour, 15 * 24 * hour] as const;

const linkIn = (text: string): string | undefined => /\/e\/[\w-]{20,}/.exec(text)?.[0];

/** Students: some follow the link of a mail, look at what there is, and prepare what they know. */
export class Students {
  readonly #home: SimulatedHome;
  readonly #chance: Chance;
  readonly #links = new Map<string, string>();
  readonly #played: (act: string) => void;

  constructor(home: SimulatedHome, chance: Chance, played: (act: string) => void) {
    this.#home = home;
    this.#chance = chance;
    this.#played = played;
  }

  /** A mail has arrived. */
  read({ to, text }: MailLeft): void {
    const chance = this.#chance;
    const link = linkIn(text);
    if (link === undefined) return;
    // Some keep to the first mail that they have had.
    if (!this.#links.has(to) || chance.happens(0.8)) this.#links.set(to, link);
    if (chance.happens(0.1)) this.#later(0, () => this.#scan(to, link));
    if (chance.happens(0.35)) this.#later(chance.pick(hesitations), () => this.#look(to));
  }

  #later(delay: number, act: () => Promise<unknown>): void {
    this.#home.agenda.at(this.#home.agenda.millis + delay, () => {
      void act();
    });
  }

  #browser(email: string): Browser {
    return new Browser(this.#home, email, 'student');
  }

  /** Mail scanners open links, and must change nothing. */
  async #scan(email: string, link: string): Promise<void> {
    const browser = this.#browser(email);
    await browser.ask('HEAD', link);
    await browser.ask('GET', link);
  }

  async #look(email: string): Promise<void> {
    const chance = this.#chance;
    const browser = this.#browser(email);
    const link = this.#links.get(email);
    if (link === undefined) return;
    const door = await browser.ask('GET', link);
    if (door.status !== 200) {
      this.#played('askForLink');
      await browser.ask('POST', '/lien', { email });
      return;
    }
    if (chance.happens(0.05)) {
      this.#played('cutOwnStudentLinks');
      const question = await browser.ask('GET', `${link}/anciens-liens`);
      await browser.ask('POST', `${link}/anciens-liens`, { csrf: hidden(question.body, 'csrf') ?? '' });
      return;
    }
    const stages = [
      ...new Set([...door.body.matchAll(/href="(\/e\/[\w-]+\/[\w-]+)\/[\w.-]+"/g)].map(([, at = '']) => at)),
    ];
    for (const stage of stages) {
      for (const file of ['stage.ics', 'compte-rendu.pdf'])
        if (chance.happens(0.2)) await browser.ask('GET', `${stage}/${file}`);
      if (chance.happens(0.6)) await this.#propose(browser, stage);
      if (chance.happens(0.25)) await this.#say(browser, stage);
    }
    if (chance.happens(0.4)) this.#later(chance.pick(hesitations), () => this.#look(email));
  }

  /** Pressed twice now and then, or from two windows. */
  async #propose(browser: Browser, stage: string): Promise<void> {
    const chance = this.#chance;
    const page = await browser.ask('GET', `${stage}/bilan`);
    const [csrf, version] = [hidden(page.body, 'csrf'), hidden(page.body, 'version')];
    if (page.status !== 200 || csrf === undefined || version === undefined) return;
    const propose = async () => {
      // A tutor types that nobody was absent: what is proposed is told apart.
      const absentHalfDays = '1';
      const sessionsLed12 = String(chance.between(2, 9));
      this.#played('proposeFacts');
      const typed = { csrf, version, absentHalfDays, sessionsLed12 };
      const saved = await browser.ask('POST', `${stage}/bilan`, typed);
      if (saved.status === 303)
        this.#home.seen({
          kind: 'proposed',
          to: browser.email,
          campaignId: stage.split('/').at(-1) ?? '',
          values: { absentHalfDays, sessionsLed12 },
        });
    };
    await (chance.happens(0.3) ? Promise.all([propose(), propose()]) : propose());
  }

  async #say(browser: Browser, stage: string): Promise<void> {
    const chance = this.#chance;
    const page = await browser.ask('GET', `${stage}/courriel`);
    const csrf = hidden(page.body, 'csrf');
    if (page.status !== 200 || csrf === undefined) return;
    this.#played('sayStudentsWord');
    const texte = chance.happens(0.5) ? `Rien reçu ${chance.below(3)}.` : '';
    const say = () => browser.ask('POST', `${stage}/courriel`, { csrf, texte });
    await (chance.happens(0.2) ? Promise.all([say(), say()]) : say());
  }
}
