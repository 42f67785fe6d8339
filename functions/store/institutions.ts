import { type Institution, institution } from '../../schemas/institution.ts';
import { type Institute, type Programme, programme } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { takenAway } from '../domain/guide/programme.ts';
import { answeringAt } from '../domain/placement/answering-people.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { institutionKey, programmeKey } from './table-keys.ts';

export const institutionShape = storedShape('institution', institution, (item) => item);
export const programmeShape = storedShape('programme', programme, (item) => item);

const nothingLoaded = () => new Error('no institution is loaded: run infra/load-institution.ts');

export const institutionStore = (table: Table) => {
  /** Thirty kilobytes that change once a year: kept with the store, and read again when the institution names another version. */
  let kept: Programme | undefined;
  const findProgramme = async (): Promise<Programme | undefined> => {
    const item = await table.get(programmeKey());
    return item && programmeShape.read(item);
  };
  const readProgramme = async (): Promise<Programme> => {
    kept = await findProgramme();
    if (!kept) throw nothingLoaded();
    return kept;
  };

  /**
   * One round of reading, also where the programme is not known yet.
   * @throws when nobody has loaded an institution yet: nothing works without one.
   */
  const get = async (): Promise<Institute> => {
    const [item, known] = await Promise.all([table.get(institutionKey()), kept ?? readProgramme()]);
    if (!item) throw nothingLoaded();
    const content = institutionShape.read(item);
    const isCurrent = known.version === content.programmeVersion;
    return { ...content, programme: isCurrent ? known : await readProgramme() };
  };

  return {
    /** As it is kept: who is away, is. */
    get,

    /** As it answers at that moment, to whoever is written to or reads whom to ask: stand-ins have the place of who is away. */
    answering: async (now: IsoInstant): Promise<Institute> => answeringAt(await get(), now),

    /** @returns false when it was changed since it was read as `before`. */
    change: (before: Institution, after: Institution): Promise<boolean> =>
      table.put(
        { ...institutionShape.write(after), ...institutionKey() },
        before.edition === undefined
          ? { condition: 'attribute_not_exists(edition)' }
          : { condition: 'edition = :seen', values: { ':seen': before.edition } },
      ),

    /** @throws when campaigns and reports could name what the new programme lacks: it would leave them unreadable. */
    async put(content: Institute): Promise<void> {
      const older = await findProgramme();
      const lost = older ? takenAway(older, content.programme) : [];
      if (lost.length > 0)
        throw new Error(`the programme must keep, as they were published: ${lost.join(', ')}`);
      // The programme first: an institution never names one that is not there.
      await table.put({ ...programmeShape.write(content.programme), ...programmeKey() }, {});
      const record = { ...content, programmeVersion: content.programme.version };
      await table.put({ ...institutionShape.write(record), ...institutionKey() }, {});
    },
  };
};
