import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { asId } from '@kuvert/shared/ids';
import type { Recipient, Sealed } from '@kuvert/shared/ports/vault';
import { joinAgeFile } from './age-file.ts';
import { sha256Hex } from './digest.ts';
import { newHybridIdentity, recipientOf } from './hybrid.ts';
import { createOpener } from './opener.ts';
import { createSealer } from './sealer.ts';

const sealer = createSealer();
const opener = createOpener();
// holds what ends a header, so that a cut in the wrong place would show
const plain = Buffer.from('%PDF-1.7\n--- not a MAC line\n'.repeat(5000));
const department = await newHybridIdentity();
const recovery = await newHybridIdentity();

const seal = (): Promise<Sealed> => sealer.seal(plain, [department.recipient, recovery.recipient]);

describe('sealing', () => {
  it('gives a header and a payload that together are a plain age file', async () => {
    const sealed = await seal();
    const age = new Decrypter();
    age.addIdentity(department.identity);
    expect(Buffer.from(await age.decrypt(joinAgeFile(sealed))).equals(plain)).toBe(true);
  });

  it('leaves nothing but the wrapped file key in the header', async () => {
    const header = Buffer.from((await seal()).header).toString('latin1');
    expect(header).toMatch(
      /^age-encryption\.org\/v1\n-> mlkem768x25519 [^]*\n--- [A-Za-z0-9+/]{43}\n$/,
    );
    expect(header.match(/^-> /gm)).toHaveLength(2);
  });

  it('states sizes and hashes of the payload and of the plaintext', async () => {
    const { payload, facts } = await seal();
    expect(facts).toEqual({
      payloadSize: payload.byteLength,
      payloadSha256: sha256Hex(payload),
      plainSize: plain.byteLength,
      plainSha256: sha256Hex(plain),
    });
  });

  it('leaves room for other work while a large document is sealed and opened', async () => {
    const large = Buffer.alloc(8 * 1024 * 1024);
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    const sealed = await sealer.seal(large, [department.recipient]);
    const whileSealing = turns;
    const opened = await opener.open(sealed, department.identity);
    clearInterval(others);
    expect(large.equals(opened)).toBe(true);
    expect(whileSealing).toBeGreaterThanOrEqual(4);
    expect(turns - whileSealing).toBeGreaterThanOrEqual(4);
  });

  it('seals an empty document', async () => {
    const sealed = await sealer.seal(new Uint8Array(), [department.recipient]);
    expect(await opener.open(sealed, department.identity)).toHaveLength(0);
  });

  it.each([
    ['a classical recipient', async () => identityToRecipient(await generateX25519Identity())],
    ['a cut hybrid recipient', async () => department.recipient.slice(0, -9)],
    ['a tag recipient', async () => `age1tagpq1${department.recipient.slice(7)}`],
    ['an empty text', async () => ''],
  ])('refuses %s beside a hybrid one', async (_, make) => {
    const other: Recipient = asId(await make());
    await expect(sealer.seal(plain, [department.recipient, other])).rejects.toMatchObject({
      code: 'recipient-not-hybrid',
    });
  });
});

describe('opening', () => {
  it('opens for each recipient', async () => {
    const sealed = await seal();
    for (const { identity } of [department, recovery]) {
      expect(Buffer.from(await opener.open(sealed, identity)).equals(plain)).toBe(true);
    }
  });

  it('refuses the identity of another department', async () => {
    const { identity } = await newHybridIdentity();
    await expect(opener.open(await seal(), identity)).rejects.toMatchObject({
      code: 'document-damaged',
    });
  });

  it('refuses a payload with one bit changed', async () => {
    const sealed = await seal();
    sealed.payload[100] = (sealed.payload[100] ?? 0) ^ 1;
    await expect(opener.open(sealed, department.identity)).rejects.toMatchObject({
      code: 'document-damaged',
    });
  });

  it('refuses a cut payload', async () => {
    const sealed = await seal();
    const cut = { ...sealed, payload: sealed.payload.slice(0, -1) };
    await expect(opener.open(cut, department.identity)).rejects.toMatchObject({
      code: 'document-damaged',
    });
  });

  it('refuses another genuine document of the same department', async () => {
    const [one, other] = await Promise.all([seal(), seal()]);
    const swapped = { ...other, facts: one.facts };
    await expect(opener.open(swapped, department.identity)).rejects.toMatchObject({
      code: 'document-damaged',
    });
  });

  it("refuses a plaintext that isn't the one of the facts", async () => {
    const sealed = await seal();
    const facts = { ...sealed.facts, plainSha256: sha256Hex(Buffer.from('another')) };
    await expect(opener.open({ ...sealed, facts }, department.identity)).rejects.toMatchObject({
      code: 'document-damaged',
    });
  });

  it('opens nothing without the header', async () => {
    const sealed = { ...(await seal()), header: new Uint8Array() };
    await expect(opener.open(sealed, department.identity)).rejects.toMatchObject({
      code: 'document-damaged',
    });
  });

  it('never quotes the identity in an error', async () => {
    const malformed = asId<'identity'>(`${department.identity.slice(0, -4)}QQQQ`);
    const error: unknown = await opener.open(await seal(), malformed).catch((e: unknown) => e);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('AGE-SECRET');
  });
});

describe('a hybrid identity', () => {
  it('has one recipient, the same each time', async () => {
    expect(await recipientOf(department.identity)).toBe(department.recipient);
    expect(department.recipient).toMatch(/^age1pq1/);
  });

  it('is refused when it is classical', async () => {
    const classical = asId<'identity'>(await generateX25519Identity());
    await expect(recipientOf(classical)).rejects.toMatchObject({ code: 'recipient-not-hybrid' });
  });
});
