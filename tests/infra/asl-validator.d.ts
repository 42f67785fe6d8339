/** asl-validator 4 ships no types; this is the part that is used. */
declare module 'asl-validator' {
  const validate: (definition: object) => { isValid: boolean; errorsText: (separator?: string) => string };
  export default validate;
}
