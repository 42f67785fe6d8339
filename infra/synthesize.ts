import { App, Validations } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { readContext } from './context.ts';
import { SopaStack } from './sopa-stack.ts';

export type SynthesisOptions = {
  /** Folder of the cloud assembly; by default the one the CDK command line asks for, else a temporary one. */
  outdir?: string;
  /** Values of infra/context.ts; those of the CDK command line win. */
  context?: Record<string, string>;
};

/** The app as `cdk deploy` sees it, checked by cdk-nag at every synthesis. */
export function sopaApp({ outdir, context = {} }: SynthesisOptions = {}): { app: App; stack: SopaStack } {
  // The feature flags are set here and not in cdk.json, which only the command line reads: the template must be the same
  // whoever synthesizes it.
  const app = new App({ context: { ...recommendedFlags, ...context }, analyticsReporting: false, outdir });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  const { stackName, region } = readContext(app.node);
  return { app, stack: new SopaStack(app, stackName, region) };
}

/**
 * Synthesizes and answers the assembly's folder (`Sopa.template.json` and the assets).
 * @throws when a bundle does not build or a cdk-nag finding is neither mended nor acknowledged.
 */
export const synthesize = (options?: SynthesisOptions): string => sopaApp(options).app.synth().directory;
