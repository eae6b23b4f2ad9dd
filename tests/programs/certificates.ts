/**
 * Certificates for tests, made by the `openssl` command as README tells people to.
 *
 * @module
 */

/** Whether there is an `openssl` to make them with. */
export const hasOpenssl: boolean = await findOpenssl();

async function findOpenssl(): Promise<boolean> {
  try {
    return (await new Deno.Command("openssl", { args: ["version"] }).output()).success;
  } catch {
    return false;
  }
}

/** A certificate and its key: where their files are. */
export interface Files {
  cert: string;
  key: string;
}

async function openssl(cwd: string, command: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("openssl", { args: command.split(" "), cwd })
    .output();
  if (!success) throw new Error(`openssl ${command}: ${new TextDecoder().decode(stderr)}`);
}

/**
 * Makes a certificate for localhost as README's command does.
 *
 * @param names What it is for, as `subjectAltName` has it.
 * @param isForOthers Whether it may vouch for others, as it may unless openssl is told otherwise.
 */
export async function makeCertificate(
  folder: string,
  name: string,
  { names = "DNS:localhost,IP:127.0.0.1", isForOthers = false } = {},
): Promise<Files> {
  const files = { cert: `${folder}/${name}.pem`, key: `${folder}/${name}.key` };
  await openssl(
    folder,
    `req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=chat ` +
      `-addext basicConstraints=critical,CA:${isForOthers ? "TRUE" : "FALSE"} ` +
      `-addext subjectAltName=${names} -keyout ${files.key} -out ${files.cert}`,
  );
  return files;
}

/** Makes a certificate for localhost that is valid between these two days, as `YYMMDD`. */
export async function makeDatedCertificate(
  folder: string,
  name: string,
  [from, to]: [string, string],
): Promise<Files> {
  const files = { cert: `${folder}/${name}.pem`, key: `${folder}/${name}.key` };
  await openssl(
    folder,
    `req -new -newkey rsa:2048 -nodes -subj /CN=chat -keyout ${files.key} -out csr`,
  );
  const config = "[ca]\ndefault_ca=x\n[x]\ndatabase=index\nserial=serial\nnew_certs_dir=.\n" +
    "default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n";
  await Deno.writeTextFile(`${folder}/ca.cnf`, config);
  await Deno.writeTextFile(`${folder}/index`, "");
  await Deno.writeTextFile(`${folder}/serial`, "01\n");
  await Deno.writeTextFile(
    `${folder}/ext`,
    "basicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n",
  );
  await openssl(
    folder,
    `ca -batch -config ca.cnf -selfsign -keyfile ${files.key} -in csr -out ${files.cert} ` +
      `-startdate ${from}000000Z -enddate ${to}000000Z -extfile ext -notext`,
  );
  return files;
}
