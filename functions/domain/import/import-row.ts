import type { Campaign } from '../../../schemas/campaign.ts';
import type { Site } from '../../../schemas/institution.ts';
import { type PlacementFacts, placementFacts, studentNumber } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import { type IsoDate, isoDate, type Period } from '../../../schemas/time.ts';
import { isWithinYear } from '../timetable/academic-year.ts';
import { of } from '../wording/elision.ts';
import { checkEmail } from './email-check.ts';
import { type ImportCells, type ImportColumn, isRequired } from './import-columns.ts';
import { comparable, likelyMeant } from './likeness.ts';
import { readPhone } from './phone.ts';

export type ImportRemark = { row: number; column: string; message: string; suggestion?: string };
export type ReadRow = {
  facts?: PlacementFacts;
  /** The site that the row names, whatever else is wrong with it. */
  siteId?: string | undefined;
  problems: ImportRemark[];
  warnings: ImportRemark[];
};

const longestCell = 200;
/**
 * What nobody sees and a reader is deceived by: controls of writing direction, and characters without width. Names come
 * with them from web pages.
 */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const titles: Record<string, 'Mme' | 'M.'> = {
  mme: 'Mme',
  'mme.': 'Mme',
  madame: 'Mme',
  mlle: 'Mme',
  m: 'M.',
  'm.': 'M.',
  mr: 'M.',
  monsieur: 'M.',
};

/** What a spreadsheet would compute, or failed to: never a name or an address. */
const isFormula = (cell: string): boolean =>
  /^[=+@\t]\s*\S/.test(cell) ||
  /^#(REF|N\/A|NAME|VALUE|VALEUR|NOM|DIV\/0|NUM|NOMBRE|NULL|NUL)[!?]?$/.test(cell);

/** Reads one row cell by cell. Each method answers undefined after it has said what is wrong. */
class RowReading {
  readonly problems: ImportRemark[] = [];
  readonly warnings: ImportRemark[] = [];
  private readonly row: number;
  private readonly cells: ImportCells;
  private readonly addressDomains: readonly string[];
  private readonly known: ImportCells;

  constructor(row: number, cells: ImportCells, addressDomains: readonly string[], known: ImportCells) {
    this.row = row;
    this.cells = cells;
    this.known = known;
    this.addressDomains = addressDomains;
  }

  problem(column: ImportColumn, message: string, suggestion?: string): undefined {
    this.problems.push({ row: this.row, column, message, ...(suggestion && { suggestion }) });
  }

  warn(column: ImportColumn, message: string, suggestion?: string): void {
    this.warnings.push({ row: this.row, column, message, ...(suggestion && { suggestion }) });
  }

  /** One line of text: a line end within a name would break the mails that carry it. */
  text(column: ImportColumn, may = { isFormula }): string | undefined {
    const cell = (this.cells[column] ?? '')
      .normalize('NFC')
      .replace(invisible, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (cell === '') {
      return isRequired(column)
        ? this.problem(column, 'Cette cellule est vide, alors qu’elle est nécessaire.')
        : undefined;
    }
    // What the campaign has already is no formula, whatever it looks like: an exported list comes back as it left.
    if (may.isFormula(cell) && cell !== this.known[column]) {
      return this.problem(column, 'Cette cellule contient une formule\u00a0: écrivez la valeur elle-même.');
    }
    if ([...cell].length > longestCell) {
      return this.problem(column, `Ce texte est trop long\u00a0: ${longestCell} caractères au plus.`);
    }
    return cell;
  }

  number(): string | undefined {
    const text = this.text('etudiant_numero');
    if (text === undefined || studentNumber.safeParse(text).success) return text;
    return this.problem(
      'etudiant_numero',
      'Un numéro d’étudiant a 20 lettres ou chiffres au plus, sans espace ni signe.',
    );
  }

  email(column: 'etudiant_courriel' | 'tuteur_courriel'): string | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const checked = checkEmail(text, this.addressDomains);
    if (checked.kind === 'invalid') {
      return this.problem(column, `«\u00a0${text}\u00a0» n’est pas une adresse valable.`, checked.suggestion);
    }
    if (checked.suggestion) {
      this.warn(
        column,
        `L’adresse «\u00a0${text}\u00a0» contient peut-être une faute de frappe.`,
        checked.suggestion,
      );
    }
    return checked.email;
  }

  site(sites: readonly Site[], campaignSites: readonly string[]): string | undefined {
    const text = this.text('site');
    if (text === undefined) return undefined;
    const named = sites.find(({ name }) => comparable(name) === comparable(text));
    if (named && campaignSites.includes(named.siteId)) return named.siteId;
    if (named) return this.problem('site', `Le site ${of(named.name)} ne fait pas partie de cette campagne.`);
    const offered = sites.filter(({ siteId }) => campaignSites.includes(siteId));
    const meant = likelyMeant(
      comparable(text),
      offered.map(({ name }) => comparable(name)),
    );
    const suggestion = offered.find(({ name }) => comparable(name) === meant)?.name;
    const names = offered.map(({ name }) => name).join(', ');
    return this.problem(
      'site',
      `«\u00a0${text}\u00a0» n’est pas un site de cette campagne (${names}).`,
      suggestion,
    );
  }

  title(): 'Mme' | 'M.' | undefined {
    const text = this.text('tuteur_civilite');
    if (text === undefined) return undefined;
    const title = Object.hasOwn(titles, text.toLowerCase()) ? titles[text.toLowerCase()] : undefined;
    if (!title)
      this.warn(
        'tuteur_civilite',
        `La civilité «\u00a0${text}\u00a0» n’est ni «\u00a0Mme\u00a0» ni «\u00a0M.\u00a0»\u00a0: elle est laissée de côté.`,
      );
    return title;
  }

  schoolCode(): string | undefined {
    const code = this.text('ecole_uai')?.replace(/\s/g, '').toUpperCase();
    if (code === undefined || /^\d{7}[A-Z]$/.test(code)) return code;
    const withZero = /^\d{6}[A-Z]$/.test(code) ? `0${code}` : undefined;
    return this.problem('ecole_uai', 'Un code UAI a 7 chiffres et une lettre.', withZero);
  }

  /** As it is dialled, set in pairs. A spreadsheet takes the zero for nothing, and gives it back here. */
  phone(): string | undefined {
    // One that begins with "+" is no formula.
    const text = this.text('ecole_telephone', { isFormula: (cell) => isFormula(cell.replace(/^\+/, '')) });
    if (text === undefined) return undefined;
    const phone = readPhone(text);
    if (phone === undefined)
      this.warn(
        'ecole_telephone',
        `«\u00a0${text}\u00a0» n’est pas un numéro de téléphone\u00a0: il est laissé de côté.`,
      );
    return phone;
  }

  pupilCount(): number | undefined {
    const text = this.text('classe_effectif');
    if (text === undefined) return undefined;
    const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (count >= 1 && count <= 60) return count;
    return this.problem(
      'classe_effectif',
      `«\u00a0${text}\u00a0» n’est pas un effectif\u00a0: un nombre entier de 1 à 60.`,
    );
  }

  day(column: 'debut' | 'fin' | 'debut_2' | 'fin_2'): IsoDate | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    // Stryker disable next-line StringLiteral,ArrayDeclaration: without a year, day and month are not read.
    const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
    const date = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
    if (isoDate.safeParse(date).success) return date;
    return this.problem(
      column,
      year || /^\d{4}-\d{2}-\d{2}$/.test(text)
        ? `Le ${text} n’existe pas dans le calendrier.`
        : `«\u00a0${text}\u00a0» n’est pas une date\u00a0: écrivez-la comme 05/10/2026.`,
    );
  }

  period(fromColumn: 'debut' | 'debut_2', toColumn: 'fin' | 'fin_2'): Period | undefined {
    const from = this.day(fromColumn);
    const to = this.day(toColumn);
    if (from === undefined || to === undefined) return undefined;
    if (from > to) return this.problem(toColumn, 'Le dernier jour précède le premier.');
    return { from, to };
  }

  periods(): Period[] | undefined {
    const first = this.period('debut', 'fin');
    if (!this.cells.debut_2 && !this.cells.fin_2) return first && [first];
    if (!this.cells.debut_2) return this.problem('debut_2', 'La seconde période n’a pas de premier jour.');
    if (!this.cells.fin_2) return this.problem('fin_2', 'La seconde période n’a pas de dernier jour.');
    const second = this.period('debut_2', 'fin_2');
    if (!first || !second) return undefined;
    if (second.from <= first.to) {
      return this.problem('debut_2', 'La seconde période commence avant la fin de la première.');
    }
    return [first, second];
  }

  /** A stage of another year is probably last year's line. */
  checkYear(periods: readonly Period[], year: number): void {
    if (!periods.every((one) => isWithinYear(one, year))) {
      this.warn('debut', `Ces dates sont en dehors de l’année universitaire ${year}-${year + 1}.`);
    }
  }
}

/**
 * One row as a placement, or what has to be mended in it.
 *
 * @param known the cells of the placement that it corrects
 */
export const readRow = (
  row: number,
  cells: ImportCells,
  institution: Pick<Institute, 'sites' | 'programme'>,
  campaign: Pick<Campaign, 'siteIds' | 'year'>,
  known: ImportCells = {},
): ReadRow => {
  const reading = new RowReading(row, cells, institution.programme.addressDomains, known);
  const uai = reading.schoolCode();
  const phone = reading.phone();
  const title = reading.title();
  const periods = reading.periods();
  const candidate = {
    studentNumber: reading.number(),
    student: {
      lastName: reading.text('etudiant_nom'),
      firstName: reading.text('etudiant_prenom'),
      email: reading.email('etudiant_courriel'),
    },
    siteId: reading.site(institution.sites, campaign.siteIds),
    tutor: {
      ...(title && { title }),
      lastName: reading.text('tuteur_nom'),
      firstName: reading.text('tuteur_prenom'),
      email: reading.email('tuteur_courriel'),
    },
    school: {
      ...(uai && { uai }),
      name: reading.text('ecole_nom'),
      town: reading.text('ecole_commune'),
      ...(phone && { phone }),
    },
    classLevel: reading.text('classe_niveau'),
    pupilCount: reading.pupilCount(),
    periods,
  };
  if (periods) reading.checkYear(periods, campaign.year);
  const { email } = candidate.student;
  if (email !== undefined && email === candidate.tutor.email)
    reading.problem(
      'tuteur_courriel',
      `${email} est aussi l’adresse de l’étudiant\u00a0: vérifiez les deux.`,
    );
  const { problems, warnings } = reading;
  return problems.length > 0
    ? { problems, warnings, siteId: candidate.siteId }
    : { facts: placementFacts.parse(candidate), problems, warnings };
};
