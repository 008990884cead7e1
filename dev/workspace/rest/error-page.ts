import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler } from 'express';

/** The page express makes of an error on a production server (a body too large, JSON that is none): no stack. */
export const errorPage: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
    if (response.headersSent) {
        next(error);
        return;
    }
    const status = error.status ?? 500;
    const title = STATUS_CODES[status] ?? 'Error';
    const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>${title}</pre>
</body>
</html>
`;
    response.status(status).type('html').send(page);
};
