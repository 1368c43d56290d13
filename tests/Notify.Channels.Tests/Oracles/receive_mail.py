"""An aiosmtpd server: prints its port, then one line of JSON for each mail it takes."""
import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({
            'from': envelope.mail_from,
            'to': envelope.rcpt_tos,
            'options': envelope.mail_options,
            'content': base64.b64encode(envelope.original_content).decode(),
            'tls': session.ssl is not None,
            'user': session.auth_data,
        }), flush=True)
        return '250 2.0.0 Ok: queued as AIO1'


def authenticate(server, session, envelope, mechanism, auth_data):
    accepted = auth_data.login == b'shop' and auth_data.password == b's3cret'
    return AuthResult(success=accepted, handled=accepted, auth_data=auth_data.login.decode())


async def main(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Handler(), enable_SMTPUTF8=True, tls_context=context, require_starttls=True,
                     authenticator=authenticate, auth_required=True), '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(sys.argv[1]))
