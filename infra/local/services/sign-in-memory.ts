import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Where the sign-in keeps its sessions and codes: in memory, an hour at most. */
export function inMemoryAdapter(): (name: string) => Adapter {
  const kept = new Map<string, { payload: AdapterPayload; until: number }>();
  return (name) => {
    const keyOf = (id: string) => `${name}:${id}`;
    const find = async (id: string) => {
      const found = kept.get(keyOf(id));
      if (found && found.until > Date.now()) return found.payload;
      kept.delete(keyOf(id));
      return undefined;
    };
    const findBy = async (field: 'uid' | 'userCode', value: string) => {
      for (const [key, { payload }] of kept) {
        if (key.startsWith(`${name}:`) && payload[field] === value) return find(key.slice(name.length + 1));
      }
      return undefined;
    };
    return {
      async upsert(id, payload, expiresIn) {
        kept.set(keyOf(id), { payload, until: Date.now() + (expiresIn || 3600) * 1000 });
      },
      find,
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (userCode) => findBy('userCode', userCode),
      async consume(id) {
        const payload = await find(id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        kept.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
}
