import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

export type StaffSignInProps = {
  publicUrl: string;
  loginPrefix?: string;
};

/** What the sign-in function has to know of a provider, whichever it is. */
export type OpenIdProvider = { issuer: string; clientId: string; roleClaim: string; sitesClaim: string };

/**
 * The user pool for the few people of the institute who use the console, when the university's own provider is not used.
 * Administrators of the pool create accounts and give each a role and sites; nobody signs up.
 */
export class StaffSignIn extends Construct {
  readonly provider: OpenIdProvider;

  constructor(scope: Construct, id: string, { publicUrl, loginPrefix }: StaffSignInProps) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        // Long, and of whatever letters: rules of composition lead to `Motdepasse1!` (NIST SP 800-63B, ASVS 6.2.5).
        minLength: 15,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(7),
      },
      standardAttributes: { fullname: { required: true, mutable: true } },
      customAttributes: {
        role: new StringAttribute({ mutable: true, maxLen: 20 }),
        sites: new StringAttribute({ mutable: true, maxLen: 500 }),
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'Fewer than a hundred named accounts, all created by hand and all with a second factor; the threat protection of ' +
        'the Plus plan would cost more than the rest of the stack.',
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG1',
      reason:
        'Fifteen letters of any kind, and a second factor, in place of rules of composition, which OWASP ASVS 5.0 (6.2.5) and ' +
        'NIST SP 800-63B forbid.',
    });
    pool.addDomain('Domain', {
      cognitoDomain: {
        domainPrefix: loginPrefix ?? `${Stack.of(this).stackName.toLowerCase()}-${Aws.ACCOUNT_ID}`,
      },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const readable = new ClientAttributes()
      .withStandardAttributes({ email: true, emailVerified: true, fullname: true })
      .withCustomAttributes('role', 'sites');
    const client = pool.addClient('Console', {
      // A public client: the code flow is protected by PKCE, and there is no secret to keep or to lose.
      generateSecret: false,
      // Named, since none would mean Cognito's own choice, with one that a rotated refresh token forbids.
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${publicUrl}/auth/callback`],
        logoutUrls: [`${publicUrl}/`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // The console has its own session; these only have to outlive the callback.
      idTokenValidity: Duration.minutes(5),
      accessTokenValidity: Duration.minutes(5),
      // Outlives a session of the console (eight hours), which asks by it every few minutes who the person is by now.
      refreshTokenValidity: Duration.hours(9),
      // Used once; within these seconds once more, by a function that died with the answer.
      refreshTokenRotationGracePeriod: Duration.seconds(10),
      readAttributes: readable,
      // Nobody gives themselves a role: what a signed-in person may write does not include it.
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
    });
    // Managed login shows nothing at all until a client has a branding, be it the default one.
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.provider = {
      issuer: pool.userPoolProviderUrl,
      clientId: client.userPoolClientId,
      roleClaim: 'custom:role',
      sitesClaim: 'custom:sites',
    };
  }
}
