/**
 * "l…@ac-…" for `lea.le-goff@ac-exemple.fr`: enough to tell one's own address by, too little to write to. Of the domain, what comes
 * before its first hyphen says that it is an academy's; of another, its first two letters.
 */
export const maskedAddress = (email: string): string => {
  const [local = '', domain = ''] = email.split('@');
  const hyphen = domain.indexOf('-');
  const kept = hyphen > 0 && hyphen <= 4 ? domain.slice(0, hyphen + 1) : domain.slice(0, 2);
  return `${local.slice(0, 1)}…@${kept}…`;
};
