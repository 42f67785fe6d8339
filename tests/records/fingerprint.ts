import { createHash } from 'node:crypto';
import * as z from 'zod';

const rule = z.looseObject({ fn: z.function().optional(), tx: z.function().optional() });

/** Of all that a schema takes and gives: two schemas of one fingerprint keep the same things. Messages do not count. */
export const fingerprint = (schema: z.ZodType): string => {
  const said = (['input', 'output'] as const).map((io) =>
    z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ zodSchema: { _zod }, jsonSchema }) => {
        // What a JSON schema cannot say, a refinement or a normalisation, in its own source.
        const unsaid = [_zod.def, ...(_zod.def.checks ?? []).map((check) => check._zod.def)]
          .map((def) => rule.safeParse(def).data)
          .flatMap((found) => found?.fn ?? found?.tx ?? [])
          .map((source) => String(source).replace(/\s+/g, ' '));
        Object.assign(jsonSchema, { 'x-type': _zod.def.type, 'x-rules': unsaid });
      },
    }),
  );
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
};
