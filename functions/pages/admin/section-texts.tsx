import type { EditedText, TextProblem, TextSection, TypedTexts } from '../../domain/wording/edited-texts.ts';
import { TextAreaField, TextField } from '../components/field.tsx';

export const problemOf = (problems: readonly TextProblem[], field: string): string | undefined =>
  problems.find((one) => one.field === field)?.message;

const rows = { text: 3, list: 5, prose: 12 };

type TextProps = { text: EditedText; typed: TypedTexts; problems: readonly TextProblem[] };

const Text = ({ text, typed, problems }: TextProps) => {
  const { name, label, kind, hint, longest, isOptional } = text;
  const field = {
    ...{ name, label, hint, value: typed[name] ?? text.read(), error: problemOf(problems, name) },
    ...(isOptional && { optional: true }),
  };
  if (kind === 'line') return <TextField {...field} />;
  return <TextAreaField {...field} rows={rows[kind]} {...(kind === 'prose' && { limit: longest })} />;
};

type Props = { sections: readonly TextSection[]; typed: TypedTexts; problems: readonly TextProblem[] };

/** Every part of a document; closed, but for those in which something is wrong. */
export const SectionTexts = ({ sections, typed, problems }: Props) => (
  <>
    {sections.map(({ title, texts }) => (
      <details
        class="card"
        key={texts[0]?.name}
        open={texts.some(({ name }) => problemOf(problems, name) !== undefined)}
      >
        <summary>
          <h2>{title}</h2>
        </summary>
        {texts.map((text) => (
          <Text key={text.name} text={text} typed={typed} problems={problems} />
        ))}
      </details>
    ))}
  </>
);
