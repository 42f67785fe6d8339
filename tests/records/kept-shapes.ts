import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { storedShape } from '../../functions/store/shapes.ts';
import * as plan from '../../schemas/plan.ts';
import * as workflow from '../../schemas/workflow.ts';

const root = join(import.meta.dirname, '../..');
type StoredShape = ReturnType<typeof storedShape>;
const isShape = (value: unknown): value is StoredShape =>
  typeof value === 'object' && value !== null && 'write' in value && 'schema' in value;

/** Every shape that the stores export, by name. */
export const storedShapes: Record<string, StoredShape> = {};
for await (const file of glob('functions/store/*.ts', { cwd: root }))
  for (const shape of Object.values(await import(join(root, file))).filter(isShape)) {
    if (storedShapes[shape.name]) throw new Error(`two shapes are called ${shape.name}`);
    storedShapes[shape.name] = shape;
  }

/**
 * What executions are started with, hand over and keep: every schema of schemas/workflow.ts, and the plan, which an execution
 * remembers for ten weeks..
 */
export const sentShapes: Record<string, z.ZodType> = Object.fromEntries(
  Object.entries({ ...workflow, stagePlan: plan.stagePlan }).flatMap(([name, value]) =>
    value instanceof z.ZodType ? [[name, value]] : [],
  ),
);

/** By shape, the fingerprint of each of its versions: the first is version 1. */
export const keptFile = `${import.meta.dirname}/shapes.json`;
const versions = z.record(z.string(), z.array(z.string()));
export const keptShapes = z
  .object({ stored: versions, sent: versions })
  .parse(JSON.parse(readFileSync(keptFile, 'utf8')));
