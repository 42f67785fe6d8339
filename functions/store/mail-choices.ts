import { type MailChoice, mailChoice } from '../../schemas/mail-choice.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { mailChoiceKey } from './table-keys.ts';

export const mailChoiceShape = storedShape('mail-choice', mailChoice);

/** What those in charge of a site wish to be mailed, by their address. */
export const mailChoiceStore = (table: Table) => ({
  /** @returns undefined of who has not chosen: what then holds, the institution says (`wishesOf`) */
  async find(email: string): Promise<MailChoice | undefined> {
    const item = await table.get(mailChoiceKey(email));
    return item && mailChoiceShape.read(item);
  },
  async choose(email: string, choice: MailChoice): Promise<void> {
    await table.put({ ...mailChoiceShape.write(choice), ...mailChoiceKey(email) }, {});
  },
});
