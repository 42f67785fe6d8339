import { type DraftFields, timetableRows } from '../../domain/timetable/campaign-drafting.ts';
import { timetableWords } from '../../domain/timetable/timetable-words.ts';
import { TextField } from '../components/field.tsx';

export const textOf = (fields: DraftFields, name: string): string => [fields[name] ?? ''].flat()[0] ?? '';

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
        <legend>{timetableWords[occasion].name}</legend>
        <div class="pair">
          <TextField
            name={`${occasion}Days`}
            label={
              <>
                <span class="visually-hidden">{timetableWords[occasion].name} : </span>
                jours {timetableWords[occasion].from}
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
                <span class="visually-hidden">{timetableWords[occasion].name} : </span>à quelle heure
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
