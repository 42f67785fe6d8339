import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sopaApp } from '../../infra/synthesize.ts';

const outdir = mkdtempSync(join(tmpdir(), 'sopa-nag-'));
let built: ReturnType<typeof sopaApp>;
beforeAll(() => {
  built = sopaApp({ outdir });
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const findings = () => {
  const { violations } = new AwsSolutionsChecks(built.app).validateScope(built.app);
  return violations.map(({ ruleName }) => ruleName);
};

describe('cdk-nag', () => {
  test('finds nothing that is not acknowledged', () => {
    expect(findings()).toEqual([]);
  });

  test('is acknowledged with a reason that a reader can judge, next to the resource it is about', () => {
    const acknowledged = built.app.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .map(({ data }) => ({ path: node.path, acknowledgment: JSON.stringify(data) })),
      );
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { path, acknowledgment } of acknowledged) {
      expect(path).not.toBe('Sopa');
      expect(acknowledgment.length).toBeGreaterThan(60);
    }
  });

  test('would find a queue that anybody may write to in clear', () => {
    const queue = new Queue(built.stack, 'Careless');
    expect(findings()).toContain('AwsSolutions-SQS4');
    built.stack.node.tryRemoveChild(queue.node.id);
  });
});
