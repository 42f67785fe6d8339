import type { TestProject } from 'vitest/node';
import { synthesizedAssembly } from '../infra/local/template/cloud-assembly.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the cloud assembly of the sources as they are now. */
    assembly: string;
  }
}

/** Synthesizes the app once for all tests that run what is deployed: `inject('assembly')`. */
export default async function setup(project: TestProject): Promise<void> {
  const assembly = await synthesizedAssembly().catch((error: Error) => {
    // A page can be tested while another function does not build; what needs the assembly finds none, and fails.
    console.error(error.message);
    return 'no assembly: the synthesis failed, as said above';
  });
  project.provide('assembly', assembly);
}
