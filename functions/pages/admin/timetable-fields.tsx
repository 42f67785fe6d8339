import { type DraftFields, timetableRows } from '../../domain/timetable/campaign-drafting.ts';
import { TextField } from '../components/field.tsx';

export const textOf = (fields: DraftFields, name: string): string => [fields[name] ?? ''].flat()[0] ?? '';

/** What the number of days of each row counts from. */
const rowWords: Record<(typeof timetableRows)[number]['occasion'], { name: string; days: string }> = {
  briefing: { name: 'Rappel avant le stage', days: 'jours avant le premier jour' },
  request: { name: 'Demande du compte-rendu', days: 'jours après le dernier jour' },
  reminder1: { name: 'Première relance', days: 'jours avant l’échéance' },
  reminder2: { name: 'Deuxième relance', days: 'jours après l’échéance' },
  reminder3: { name: 'Troisième relance, copie au délégué', days: 'jours après l’échéance' },
  escalation: { name: 'Alerte au délégué et à la scolarité', days: 'jours après l’échéance' },
  closing: { name: 'Clôture (non rendu)', days: 'jours après l’échéance' },
};

type Props = { fields: DraftFields; errorOf: (field: string) => string | undefined };

/** The delays of a campaign's mails, to be typed. */
export const TimetableFields = ({ fields, errorOf }: Props) => (
  <>
    <TextField
      name="dueDays"
      label="Échéance : jours après le dernier jour du stage"
      value={textOf(fields, 'dueDays')}
      error={errorOf('dueDays')}
      inputMode="numeric"
    />
    {timetableRows.map(({ occasion }) => (
      <fieldset class="offset" key={occasion}>
        <legend>{rowWords[occasion].name}</legend>
        <div class="pair">
          <TextField
            name={`${occasion}Days`}
            label={
              <>
                <span class="visually-hidden">{rowWords[occasion].name} : </span>
                {rowWords[occasion].days}
              </>
            }
            value={textOf(fields, `${occasion}Days`)}
            error={errorOf(`${occasion}Days`)}
            inputMode="numeric"
          />
          <TextField
            name={`${occasion}Time`}
            label={
              <>
                <span class="visually-hidden">{rowWords[occasion].name} : </span>à quelle heure
              </>
            }
            type="time"
            value={textOf(fields, `${occasion}Time`)}
            error={errorOf(`${occasion}Time`)}
          />
        </div>
      </fieldset>
    ))}
  </>
);
