import busboy from 'busboy';
import type { Request } from 'express';
import { Refusal } from '../server/errors';

export interface Form {
    fields: Partial<Record<string, string>>;
    file?: { name: string; type: string; data: Buffer };
}

/** Reads a multipart form with at most one file, in the given field. Throws when it is not one, or the file too large. */
export async function readForm(request: Request, field: string, sizeLimit: number): Promise<Form> {
    if (!request.is('multipart/form-data')) throw new Refusal('error-no-multipart', 'A multipart form is required');
    const form: Form = { fields: {} };
    const parser = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { fileSize: sizeLimit } });
    await new Promise<void>((resolve, reject) => {
        parser.on('field', (name, value) => {
            form.fields[name] = value;
        });
        parser.on('file', (name, stream, { filename, mimeType }) => {
            const chunks: Buffer[] = [];
            stream.on('data', (chunk: Buffer) => chunks.push(chunk));
            stream.on('limit', () => reject(new Refusal('error-file-too-large', 'File exceeds allowed size')));
            stream.on('end', () => {
                if (name === field)
                    form.file = { name: filename ?? field, type: mimeType, data: Buffer.concat(chunks) };
            });
        });
        parser.on('error', reject);
        parser.on('close', resolve);
        request.pipe(parser);
    });
    return form;
}
