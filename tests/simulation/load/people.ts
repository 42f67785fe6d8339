import type { Chance } from '../chance.ts';

/** One row of a registrar's spreadsheet. */
export type Row = {
  number: string;
  student: { lastName: string; firstName: string; email: string };
  site: string;
  tutor: { title: string; lastName: string; firstName: string; email: string };
  school: { name: string; town: string };
  periods: { from: string; to: string }[];
};

const beginnings = [
  'Bar',
  'Cor',
  'Del',
  'Fau',
  'Gir',
  'Hor',
  'Jol',
  'Lam',
  'Mar',
  'Nor',
  'Pel',
  'Rav',
  'Sar',
  'Tis',
  'Val',
] as const;
const middles = ['an', 'en', 'ili', 'omi', 'uga', 'ab', 'eri', 'otu'] as const;
const endings = ['tier', 'naud', 'dier', 'mont', 'bert', 'quet', 'vel', 'rand', 'cote', 'sin'] as const;
const firstNames = ['Inès', 'Lucas', 'Chloé', 'Zoé', 'Théo', 'Maëlle', 'Rémi', 'Anaïs'] as const;

/** A last name that nobody else of the run has: whom a text names can then be read in it. */
const lastNames = function* (): Generator<string> {
  for (const ending of endings)
    for (const middle of middles) for (const beginning of beginnings) yield `${beginning}${middle}${ending}`;
};

/** Dates of a stage, favouring the rare: a Friday, one day, two weeks apart, late ones, a week of holidays. */
const stagesOf = (chance: Chance, monday: string): Row['periods'] => {
  const day = (days: number) => new Date(Date.parse(monday) + days * 86_400_000).toISOString().slice(0, 10);
  return chance.pick([
    [{ from: day(0), to: day(4) }],
    [{ from: day(0), to: day(4) }],
    [{ from: day(0), to: day(4) }],
    [{ from: day(4), to: day(4) }],
    [{ from: day(1), to: day(3) }],
    [
      { from: day(0), to: day(1) },
      { from: day(7), to: day(8) },
    ],
    [{ from: day(14), to: day(18) }],
  ]);
};

/** Whoever was invented so far, and who may come. */
class Roll {
  readonly names = lastNames();
  students = 0;
  tutors = 0;
}

/** Invents the rows of a campaign: tutors of one, two or many students, over sites too. */
export class People {
  readonly #chance: Chance;
  readonly #sites: readonly string[];
  readonly #monday: string;
  readonly #roll: Roll;

  constructor(
    chance: Chance,
    { sites }: { sites: readonly { name: string }[] },
    monday: string,
    roll = new Roll(),
  ) {
    this.#chance = chance;
    this.#sites = sites.map(({ name }) => name);
    this.#monday = monday;
    this.#roll = roll;
  }

  /** The same, for another stage of the year: nobody is invented twice. */
  onWeekOf(monday: string): People {
    return new People(this.#chance, { sites: this.#sites.map((name) => ({ name })) }, monday, this.#roll);
  }

  #person(): { lastName: string; firstName: string } {
    const { value } = this.#roll.names.next();
    return { lastName: value ?? `Martin${this.#roll.students}`, firstName: this.#chance.pick(firstNames) };
  }

  tutor(): Row['tutor'] {
    this.#roll.tutors += 1;
    return {
      title: this.#chance.pick(['Mme', 'M.']),
      ...this.#person(),
      email: `tuteur${this.#roll.tutors}@ac.example`,
    };
  }

  student(): Row['student'] {
    return { ...this.#person(), email: `etudiant${this.#roll.students}@etu.example` };
  }

  periods(): Row['periods'] {
    return stagesOf(this.#chance, this.#monday);
  }

  rows(count: number): Row[] {
    const rows: Row[] = [];
    while (rows.length < count) {
      const tutor = this.tutor();
      const school = { name: 'École Jean-Zay', town: this.#chance.pick(['Poitiers', 'Soyaux', 'Niort']) };
      const periods = this.periods();
      const site = this.#chance.pick(this.#sites);
      const hosted = this.#chance.pick([1, 1, 1, 2, 2, 5]);
      for (let student = 0; student < hosted && rows.length < count; student += 1) {
        this.#roll.students += 1;
        rows.push({
          number: String(10_000_000 + this.#roll.students),
          student: this.student(),
          site: this.#chance.happens(0.1) ? this.#chance.pick(this.#sites) : site,
          ...{ tutor, school },
          periods: this.#chance.happens(0.15) ? this.periods() : periods,
        });
      }
    }
    return rows;
  }
}

/** A row by its columns. */
export const cellsOf = ({ number, student, site, tutor, school, periods }: Row) => ({
  etudiant_numero: number,
  etudiant_nom: student.lastName,
  etudiant_prenom: student.firstName,
  etudiant_courriel: student.email,
  site,
  tuteur_civilite: tutor.title,
  tuteur_nom: tutor.lastName,
  tuteur_prenom: tutor.firstName,
  tuteur_courriel: tutor.email,
  ecole_nom: school.name,
  ecole_commune: school.town,
  debut: periods[0]?.from ?? '',
  fin: periods[0]?.to ?? '',
  debut_2: periods[1]?.from ?? '',
  fin_2: periods[1]?.to ?? '',
});

/** The rows as a registrar's file. */
export const fileOf = (rows: readonly Row[]): Uint8Array => {
  const all = rows.map(cellsOf);
  const lines = [Object.keys(all[0] ?? {}), ...all.map((cells) => Object.values(cells))];
  return Buffer.from(`${lines.map((line) => line.join(';')).join('\n')}\n`);
};
