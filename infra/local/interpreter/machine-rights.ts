/** What IAM says when the role of a state machine does not allow an action on a resource. */
export type Lacking = (machineArn: string, action: string, resource: string) => string | undefined;
