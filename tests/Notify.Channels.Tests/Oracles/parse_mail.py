"""Reads base64 mails, one a line, and prints what Python's own e-mail package makes of each, as one line of JSON."""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys


def decoded(text):
    return str(email.header.make_header(email.header.decode_header(text)))


def addresses(raw, name):
    # The older parser: the newer one takes the blank between two encoded words of a name for part of it (python/cpython#92081).
    header = email.message_from_bytes(raw, policy=email.policy.compat32)[name]
    return [] if header is None else [[decoded(who), address] for who, address in email.utils.getaddresses([header])]


def structure(part):
    kind = part.get_content_type()
    return [kind, [structure(p) for p in part.iter_parts()]] if part.is_multipart() else kind


def defects(message):
    found = [type(d).__name__ for part in message.walk() for d in part.defects]
    return found + [type(d).__name__ for part in message.walk() for v in part.values() for d in getattr(v, 'defects', [])]


def content(part):
    return None if part is None else part.get_content().replace('\r\n', '\n')


def attachment(part):
    return {
        'fileName': part.get_filename(),
        'contentType': part.get_content_type(),
        'contentId': part['content-id'],
        'disposition': part.get_content_disposition(),
        'content': base64.b64encode(part.get_payload(decode=True)).decode(),
    }


def describe(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return {
        'subject': message['subject'],
        'from': addresses(raw, 'from'),
        'to': addresses(raw, 'to'),
        'replyTo': addresses(raw, 'reply-to'),
        'names': [name.lower() for name in message.keys()],
        'headers': {name.lower(): str(value) for name, value in message.items()},
        'text': content(message.get_body(('plain',))),
        'html': content(message.get_body(('html',))),
        'attachments': [attachment(p) for p in message.walk() if p.get_filename() is not None],
        'structure': structure(message),
        'defects': defects(message),
    }


for line in sys.stdin:
    print(json.dumps(describe(base64.b64decode(line))), flush=True)
