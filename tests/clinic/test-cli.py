#!/usr/bin/env python3
"""chairtimectl as a script calls it: every command, its JSON, its exit codes. Usage: test-cli.py PROGRAM"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import traceback

PROGRAM = sys.argv[1]
NOW = '2026-03-02T18:00:00Z'  # ten in the morning of a Monday in California
ENV = dict(os.environ, CHAIRTIME_PASSPHRASE='correct horse battery', LC_ALL='C.UTF-8')
REFERRAL = '''<?xml version="1.0"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <id root="1.2.3.4.5" extension="77"/>
  <code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/>
  <title>Referral</title>
  <effectiveTime value="20260227"/>
  <recordTarget><patientRole><id root="1.2.3" extension="9"/><patient>
    <name><given>Ada</given><family>Synth</family></name>
    <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19810504"/>
  </patient></patientRole></recordTarget>
  <component><structuredBody><component><section>
    <code code="10164-2" codeSystem="2.16.840.1.113883.6.1"/><title>History</title><text>Low for a year.</text>
  </section></component></structuredBody></component>
</ClinicalDocument>
'''


def call(*args, code=0, env=ENV):
    """Runs a command; wrong exit codes fail. Returns what it printed and what it complained."""
    done = subprocess.run([PROGRAM, *map(str, args)], env=env, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=120, check=False)
    assert done.returncode == code, f'{args}: exit {done.returncode}, not {code}: {done.stdout}{done.stderr}'
    if code != 0:
        lines = done.stderr.strip().splitlines()
        assert len(lines) == 1, f'{args}: one sentence, not {lines}'
    return done.stdout, done.stderr


class Desk:
    """A clinic in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.path = os.path.join(folder, 'harbor.chairtime')
        self.made = self.ask('create', '--name', 'Harbor', '--zone', 'America/Los_Angeles', '--chairs', 2,
                             '--admin', 'ana')

    def __call__(self, *args, code=0):
        return call('--clinic', self.path, '--now', NOW, *args, code=code)

    def ask(self, *args, code=0):
        """The answer as JSON, alone on standard output."""
        return json.loads(self('--json', *args, code=code)[0])

    def refused(self, *args, code=1):
        out, sentence = self(*args, code=code)
        assert out == '', f'{args}: nothing but the sentence, not {out}'
        return sentence.strip()

    def file(self, name, text=None):
        path = os.path.join(self.folder, name)
        if text is not None:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        return path

    def referral(self):
        return self.ask('import', self.file('ada.xml', REFERRAL))[0]


def keys(answer, names):
    assert list(answer) == names.split(), f'{list(answer)}, not {names}'


def equal(got, wanted):
    assert got == wanted, f'{got!r}, not {wanted!r}'


def test_help_is_there_for_the_whole_and_for_each_command(_):
    text = call('--help')[0]
    commands = re.findall(r'^  ([a-z]+) {2,}\S', text, re.M)
    assert 'summary' in commands and len(commands) >= 14, commands
    for command in commands:
        assert f'chairtimectl {command}' in call(command, '--help')[0]


def test_the_manual_names_every_command_and_option(_):
    manual = os.path.join(os.environ['CHAIRTIME_DATA'], 'man', 'chairtimectl.1')
    with open(manual, encoding='utf-8') as file:
        text = file.read().replace('\\-', '-')
    for command in re.findall(r'^  ([a-z]+) {2,}\S', call('--help')[0], re.M):
        assert re.search(rf'^\.\w+.*\b{command}\b', text, re.M), f'{command} is not in the manual'
        for option in re.findall(r'--[a-z-]+', call(command, '--help')[0]):
            assert option in text, f'{option} of {command} is not in the manual'


def test_wrong_usage_ends_with_two(desk):
    for words in ([], ['nonsense'], ['patients', '--bogus'], ['patients', '--limit', '0'], ['patients', '--limit', '5000'],
                  ['book', '1'], ['book', '1', '--date', '2026-02-30', '--time', '10:00'],
                  ['book', '1', '--date', '2026-03-03', '--time', '25:00'], ['plan', '1'], ['assess', '1', 'phq-9'],
                  ['score', 'phq-9'], ['change', 'phq-9', '20'], ['chart', '1', 'phq-9', '--output', 'x.gif'],
                  ['summary', '1'], ['import'], ['instruments', 'more'], ['--now', 'yesterday', 'patients']):
        desk.refused(*words, code=2)
    call('patients', code=2)


def test_refusals_end_with_one_and_one_sentence(desk):
    nobody = 'There is no patient 999.'
    equal(desk.refused('book', '999', '--date', '2026-03-03', '--time', '10:00'), nobody)
    equal(desk.refused('plan', '999', '--protocol', 'IV_IND_3PW', '--start', '2026-03-03'), nobody)
    equal(desk.refused('assess', '999', 'phq-9', *'111111111'), nobody)
    equal(desk.refused('summary', '999', '--output', desk.file('s.pdf')), nobody)
    equal(desk.refused('audit', '--patient', '999'), nobody)
    ada = desk.referral()['patient_id']
    equal(desk.refused('plan', ada, '--protocol', 'NOPE', '--start', '2026-03-03'), 'There is no protocol “NOPE”.')
    equal(desk.refused('book', ada, '--date', '2026-03-03', '--time', '10:00', '--chair', '9'), 'There is no chair “9”.')
    equal(desk.refused('assess', ada, 'nope', '1'),
          'There is no instrument “nope”. “chairtimectl instruments” lists them.')
    equal(desk.refused('import', desk.file('none.xml')), f'There is no file “{desk.file("none.xml")}”.')
    equal(call('--clinic', desk.file('none'), 'patients', code=1)[1].strip(), f'There is no clinic at “{desk.file("none")}”.')
    equal(desk.refused('--user', 'mallory', 'patients'), 'The user name or the passphrase is not right.')


def test_create_gives_the_recovery_key(desk):
    keys(desk.made, 'clinic recovery_key')
    equal(desk.made['clinic'], desk.path)
    desk.refused('create', '--name', 'Harbor', '--zone', 'America/Los_Angeles', '--chairs', 2, '--admin', 'ana')


def test_demo_counts_what_it_made(desk):
    counts = desk.ask('demo', '--patients', 20, '--seed', 3)
    keys(counts, 'patients appointments courses sessions assessments')
    equal(counts['patients'], 20)
    people = desk.ask('patients', '--limit', 50)
    equal(len(people), 20)
    equal(people, sorted(people, key=lambda p: (p['family_name'], p['given_names'])))


def test_demo_has_somebody_to_ring_whose_course_came_to_a_halt(desk):
    desk('demo', '--patients', 20, '--seed', 3)
    counts = {it['name']: it['rows'] for it in desk.ask('lists')}
    assert counts['stalled'] >= 1 and counts['broken'] >= 1, counts


def test_demo_fills_days_as_far_as_there_is_room(desk):
    counts = desk.ask('demo', '--patients', 60, '--seed', 3, '--per-day', 12)
    more = counts['appointments'] - counts['sessions']
    equal(more > 60, True)
    desk.refused('demo', '--patients', 60, '--per-day', -1)


def test_import_tells_what_is_in_a_document(desk):
    one = desk.referral()
    keys(one, 'file patient_id status reason family_name given_names born sex counts sections')
    keys(one['counts'], 'problems allergies medications results vital_signs procedures encounters immunizations '
                        'assessment_scales allergies_negated')
    equal([one[k] for k in ('status', 'family_name', 'given_names', 'born', 'sections')],
          ['imported', 'Synth', 'Ada', '1981-05-04', ['10164-2']])
    equal(desk.referral()['status'], 'already-imported')
    other = desk.file('other.xml', REFERRAL.replace('"77"', '"78"'))
    equal(desk.ask('import', other)[0]['status'], 'matched')
    equal(desk.ask('import', '--new', other)[0]['status'], 'imported')
    equal(len(desk.ask('patients', 'ada', 'synth')), 2)


def test_import_refuses_and_says_why(desk):
    bad = desk.file('bad.xml', '<note/>')
    out, sentence = desk('--json', 'import', bad, code=1)
    answer = json.loads(out)[0]
    keys(answer, 'file patient_id status reason family_name given_names born sex counts sections')
    equal([answer['status'], answer['patient_id']], ['refused', None])
    equal(answer['reason'], sentence.strip())
    equal(desk.ask('patients'), [])


def test_options_may_come_after_the_command(desk):
    desk.referral()
    found = json.loads(call('patients', '--json', '--now', NOW, '--clinic', desk.path, '--user', 'ana', 'ada')[0])
    keys(found[0], 'id mrn family_name given_names born sex next_visit last_visit')
    equal(found[0]['family_name'], 'Synth')


def test_a_record_number_means_that_patient_and_no_other(desk):
    desk.referral()
    mrn = desk.ask('patients', 'ada')[0]['mrn']
    equal(desk.ask('book', '#' + mrn, '--date', '2026-03-03', '--time', '10:00')['date'], '2026-03-03')
    short = mrn[:-1]
    equal(desk.refused('book', '#' + short, '--date', '2026-03-04', '--time', '10:00'),
          f'There is no patient with the record number {short}.')


def test_book_takes_a_free_chair_and_refuses_a_taken_one(desk):
    ada = desk.referral()['patient_id']
    booked = desk.ask('book', ada, '--type', 'consultation', '--date', '2026-03-03', '--time', '10:00', '--minutes', 45,
                      '--chair', 2)
    keys(booked, 'appointment_id patient_id type date time minutes chair status')
    equal([booked[k] for k in ('type', 'date', 'time', 'minutes', 'chair', 'status')],
          ['consultation', '2026-03-03', '10:00', 45, 'Chair 2', 'booked'])
    taken = desk.refused('book', ada, '--date', '2026-03-03', '--time', '10:30', '--chair', 2)
    assert 'A. Synth' in taken and '10:45' in taken, taken
    equal(desk.ask('patients', 'ada')[0]['next_visit'], '2026-03-03T10:00')


def test_step_walks_a_visit_along_its_way_and_says_how_it_went(desk):
    ada = desk.referral()['patient_id']
    visit = desk.ask('book', ada, '--date', '2026-03-03', '--time', '10:00')['appointment_id']
    equal(desk.ask('step', visit, 'confirmed', '--how', 'phone')['confirmed'], 'phone')
    equal(desk.ask('step', visit, 'arrived')['step'], 'arrived')
    equal(desk.ask('step', visit, 'in-chair')['step'], 'in-chair')
    way = desk.ask('step', visit, 'back')
    keys(way, 'appointment_id step confirmed stamps')
    keys(way['stamps'][0], 'step at user_id back note')
    equal([(s['step'], s['back']) for s in way['stamps']],
          [('confirmed', False), ('arrived', False), ('in-chair', False), ('arrived', True)])
    equal(desk.refused('step', visit, 'cancelled-by-patient'), 'Say why the visit is cancelled.')
    equal(desk.ask('step', visit, 'cancelled-by-patient', '--reason', 'Ill')['step'], 'cancelled-by-patient')
    equal(desk.refused('step', visit, 'humming'), 'There is no step “humming” on the way of a visit.')


def test_plan_places_and_books_a_course(desk):
    dry = json.loads(call('--json', 'plan', '-', '--protocol', 'IV_IND_3PW', '--start', '2026-03-02')[0])
    keys(dry, 'protocol sessions broken_rules')
    keys(dry['sessions'][0], 'number date time minutes chair')
    equal(len(dry['sessions']), 6)
    desk.refused('plan', '-', '--protocol', 'IV_IND_3PW', '--start', '2026-03-03', '--book', code=2)
    ada = desk.referral()['patient_id']
    plan = desk.ask('plan', ada, '--protocol', 'IV_IND_3PW', '--start', '2026-03-03', '--days', 'mon,wed,fri', '--time',
                    '09:30', '--book')
    equal([s['date'] for s in plan['sessions']],
          ['2026-03-04', '2026-03-06', '2026-03-09', '2026-03-11', '2026-03-13', '2026-03-16'])
    equal({s['time'] for s in plan['sessions']}, {'09:30'})
    equal(desk.ask('patients', 'ada')[0]['next_visit'], '2026-03-04T09:30')


def test_scores_are_told_and_stored_alike(desk):
    names = 'instrument total scorable prorated band flags subscales'
    score = json.loads(call('--json', 'score', 'phq-9', *'223121201')[0])
    equal({k: score[k] for k in ('instrument', 'total', 'scorable', 'prorated', 'band', 'flags')},
          {'instrument': 'phq-9', 'total': 14, 'scorable': True, 'prorated': False, 'band': 'moderate',
           'flags': ['item-9']})
    assert set(names.split()) <= set(score), score
    ada = desk.referral()['patient_id']
    stored = desk.ask('assess', ada, 'phq-9', *'223121201', '--date', '2026-03-01')
    equal({k: stored[k] for k in names.split()}, {k: score[k] for k in names.split()})
    equal(stored['date'], '2026-03-01')
    equal(json.loads(call('--json', 'score', 'phq-9', *'2231212-1')[0])['prorated'], True)
    call('score', 'phq-9', '1', '2', code=1)
    desk.refused('assess', ada, 'phq-9', *'223121201', '--date', '2026-03-03')


def test_change_tells_response_and_remission(_):
    change = json.loads(call('--json', 'change', 'phq-9', 20, 4)[0])
    keys(change, 'percent status remission reliable_worsening meaningful')
    equal(change, {'percent': 80.0, 'status': 'response', 'remission': True, 'reliable_worsening': False,
                   'meaningful': True})
    call('change', 'phq-9', 20, 99, code=1)


def test_charts_and_summaries_are_files_and_acts(desk):
    ada = desk.referral()['patient_id']
    desk('assess', ada, 'phq-9', *'223121201')
    for name, beginning in (('c.png', b'\x89PNG'), ('c.svg', b'<?xml'), ('c.pdf', b'%PDF')):
        desk('chart', ada, 'phq-9', '--output', desk.file(name))
        with open(desk.file(name), 'rb') as file:
            assert file.read().startswith(beginning), name
    summary = desk.ask('summary', ada, '--output', desk.file('s.pdf'))
    keys(summary, 'file document pages sha256')
    with open(desk.file('s.pdf'), 'rb') as file:
        data = file.read()
    import hashlib
    equal(hashlib.sha256(data).hexdigest(), summary['sha256'])
    acts = [row['act'] for row in desk.ask('audit', '--patient', ada)]
    equal(acts.count('exported'), 4)
    equal(acts.count('opened'), 3)


def test_the_desks_paper_is_files_and_acts(desk):
    ada = desk.referral()['patient_id']
    desk('book', ada, '--date', '2026-03-04', '--time', '10:00')
    for words in (['day', '--date', '2026-03-04'], ['people', '--date', '2026-03-04', '--paper', 'a4'],
                  ['week', '--date', '2026-03-04', '--chair', '1'], ['card', ada, '--copies', '3'], ['series', ada],
                  ['labels', '--date', '2026-03-04', '--sheet', 'a4-24', '--start', '24'], ['labels', ada]):
        made = desk.ask('print', *words, '--output', desk.file('d.pdf'))
        keys(made, 'file pages')
        equal(made['pages'], 1)
        with open(desk.file('d.pdf'), 'rb') as file:
            assert file.read().startswith(b'%PDF'), words
    assert 'a4-24' in desk.refused('print', 'labels', ada, '--sheet', 'none', '--output', desk.file('d.pdf'))
    assert '1 to 24' in desk.refused('print', 'labels', ada, '--sheet', 'a4-24', '--start', 25, '--output', desk.file('d.pdf'))
    for wrong in (['print'], ['print', 'day'], ['print', 'card', '--output', 'x.pdf'],
                  ['print', 'day', '--paper', 'a9', '--output', 'x.pdf']):
        desk(*wrong, code=2)
    acts = [(row['act'], row['detail']) for row in desk.ask('audit', '--act', 'exported')]
    equal(len(acts), 7)


def test_calendar_files_go_out_and_come_in(desk):
    ada = desk.referral()['patient_id']
    assert 'nothing to send' in desk.refused('ics', 'export', ada, '--output', desk.file('a.ics'))
    desk('book', ada, '--date', '2026-03-04', '--time', '10:00')
    desk('ics', 'export', ada, '--output', desk.file('a.ics'))
    with open(desk.file('a.ics'), encoding='utf-8', newline='') as file:
        text = file.read()
    assert 'DTSTART;TZID=America/Los_Angeles:20260304T100000\r\n' in text and 'Synth' not in text
    made = desk.ask('ics', 'import', 'ana', desk.file('a.ics'), '--name', 'Own')
    equal(made, {'name': 'Own', 'times': 1})
    equal(desk.ask('ics', 'list'), [{'user': 'ana', 'name': 'Own'}])
    desk('ics', 'forget', 'ana', 'Own')
    equal(desk.ask('ics', 'list'), [])
    with open(desk.file('bad.ics'), 'w', encoding='utf-8') as file:
        file.write('no calendar')
    assert 'not a calendar' in desk.refused('ics', 'import', 'ana', desk.file('bad.ics'))
    desk('ics', 'export', ada, code=2)


def test_reminders_are_listed_and_marked(desk):
    ada = desk.referral()['patient_id']
    booked = desk.ask('book', ada, '--date', '2026-03-04', '--time', '10:00')['appointment_id']
    due = desk.ask('reminders')
    keys(due[0], 'appointment_id patient date time phone email language text subject letter reminded_by reminded_at')
    assert 'Wednesday, March 4 at 10:00' in due[0]['text'], due
    equal(due[0]['reminded_by'], None)
    desk('reminders', '--mark', booked, '--how', 'phone')
    equal(desk.ask('reminders')[0]['reminded_by'], 'phone')
    desk.refused('reminders', '--mark', 999, '--how', 'phone')
    desk.refused('reminders', '--mark', booked, '--how', 'pigeon')
    desk('reminders', '--mark', booked, code=2)


def test_lists_are_counted_read_and_taken_out(desk):
    ada = desk.referral()['patient_id']
    desk('book', ada, '--date', '2026-03-03', '--time', '10:00')
    counts = {it['name']: it['rows'] for it in desk.ask('lists')}
    equal(sorted(counts), ['arrivals', 'broken', 'confirm', 'consents', 'recall', 'scales', 'sooner', 'stalled'])
    equal(counts['confirm'], 1)
    rows = desk.ask('lists', 'confirm')
    keys(rows[0], 'id patient_id patient phone when what why level put_off')
    equal((rows[0]['patient'], rows[0]['why']), ('Synth, Ada', 'tomorrow'))
    equal(desk.ask('lists', 'confirm', '--csv', desk.file('l.csv')), {'file': desk.file('l.csv'), 'rows': 1})
    with open(desk.file('l.csv'), encoding='utf-8', newline='') as file:
        equal([row[1] for row in csv.reader(file)], ['Patient', 'Synth, Ada'])
    assert 'exported' in [row['act'] for row in desk.ask('audit')]
    for words in (['lists', 'nonsense'], ['lists', '--csv', 'x'], ['lists', 'confirm', 'broken']):
        call('--clinic', desk.path, *words, code=2)


def test_colours_are_chosen_and_given_back(desk):
    was = {it['subject']: it for it in desk.ask('colors')}
    equal(was['kind/treatment'], {'subject': 'kind/treatment', 'label': 'Treatment', 'color': '#56b4e9', 'chosen': False})
    desk('colors', 'kind/treatment', '#7a5230')
    desk('colors', 'clinician/ana', '#123456')
    now = {it['subject']: it for it in desk.ask('colors')}
    equal([now['kind/treatment']['color'], now['clinician/ana']['color']], ['#7a5230', '#123456'])
    desk('colors', 'clinician/ana', 'standard')
    desk('colors', '--all-standard')
    equal({it['subject']: it for it in desk.ask('colors')}, was)
    assert '#56b4e9' in desk.refused('colors', 'kind/treatment', 'red')
    desk.refused('colors', 'kind/treatment', code=2)


def test_the_audit_is_read_and_verified(desk):
    ada = desk.referral()['patient_id']
    rows = desk.ask('audit', '--patient', ada)
    keys(rows[0], 'id at user workstation act table record_id patient_id detail hash')
    assert {row['patient_id'] for row in rows} == {ada}
    check = desk.ask('audit', '--verify')
    keys(check, 'good rows head broken_id reason signed_documents altered_documents')
    equal(check['good'], True)


def test_documents_are_signed_and_verified(desk):
    ada = desk.referral()['patient_id']
    assert 'Nothing is signed.' in desk('document', 'verify')[0]
    first = desk.ask('summary', ada, '--output', desk.file('s.pdf'), '--sign', 'author')
    second = desk.ask('summary', ada, '--output', desk.file('t.pdf'), '--sign', 'approved', '--replaces', first['document'])
    desk.refused('summary', ada, '--output', desk.file('u.pdf'), '--sign', 'author', '--replaces', first['document'])
    desk.refused('summary', ada, '--output', desk.file('u.pdf'), '--replaces', first['document'], code=2)
    desk.refused('summary', ada, '--output', desk.file('u.pdf'), '--sign', 'blessed')
    assert not os.path.exists(desk.file('u.pdf'))
    listed = {one['document']: one for one in desk.ask('document', 'list', ada)}
    referral = next(name for name in listed if name.startswith('received-'))
    equal(listed[second['document']]['replaces'], first['document'])
    equal(listed[referral]['seal'], None)
    keys(desk.ask('document', 'sign', referral, 'reviewed'), 'meaning name role at sha256 reference')
    desk.refused('document', 'sign', referral, 'reviewed')
    desk.refused('document', 'sign', referral, 'co-signed')
    desk.refused('document', 'sign', 'issued-999', 'reviewed')
    desk.refused('document', 'sign', '12', 'reviewed', code=2)
    desk.refused('document', 'shred', referral, code=2)
    checked = desk.ask('document', 'verify', ada)
    equal({one['document']: one['seal'] for one in checked},
          dict.fromkeys([first['document'], second['document'], referral], 'unchanged'))
    signature = next(one for one in checked if one['document'] == first['document'])['signatures'][0]
    equal([signature[key] for key in ('meaning', 'name', 'role', 'at')], ['author', 'ana', 'owner', NOW])
    equal(signature['sha256'], first['sha256'])
    assert 'unchanged since signed' in desk('document', 'list', ada)[0]
    assert '3 signed documents are unchanged since signed.' in desk('audit', '--verify')[0]
    equal([row['act'] for row in desk.ask('audit')].count('signed'), 3)


def test_users_come_and_go(desk):
    def by(passphrase, *args, code=0, user='ana'):
        env = dict(ENV, CHAIRTIME_NEW_PASSPHRASE=passphrase)
        if user != 'ana':
            env['CHAIRTIME_PASSPHRASE'] = passphrase
        return call('--clinic', desk.path, '--now', NOW, '--user', user, '--json', *args, code=code, env=env)

    # Ana alone is logged in without being named; from the second user on everybody says who they are.
    equal([(p['login'], p['role'], p['active'], p['code']) for p in desk.ask('users')], [('ana', 'owner', True, False)])
    by('seven green ladders', 'users', 'add', 'rae', 'cook', code=2)
    by('seven green ladders', 'users', 'dance', code=2)
    by('seven green ladders', 'users', 'role', 'rae', code=2)
    by('password123', 'users', 'add', 'rae', 'reception', code=1)
    equal(json.loads(by('seven green ladders', 'users', 'add', 'rae', 'reception', '--name', 'Rae Kim')[0]),
          {'login': 'rae', 'role': 'reception', 'active': True, 'must_change': True})
    told = by('seven green ladders', 'patients', code=1, user='rae')[1]
    assert 'passphrase of your own' in told, told
    equal(json.loads(by('', 'users', 'role', 'rae', 'nurse')[0])['role'], 'nurse')
    equal(json.loads(by('', 'users', 'disable', 'rae')[0])['active'], False)
    by('seven green ladders', 'patients', code=1, user='rae')
    equal(json.loads(by('another few green words', 'users', 'enable', 'rae')[0])['active'], True)
    by('', 'users', 'disable', 'ana', code=1)
    by('', 'users', 'disable', 'nobody', code=1)
    equal(json.loads(by('', 'users', 'require-code', 'nurse', 'yes')[0]), {'role': 'nurse', 'code_required': True})
    by('', 'users', 'require-code', 'nurse', 'maybe', code=2)
    equal(json.loads(by('', 'users', 'reset-code', 'rae')[0])['login'], 'rae')
    for _ in range(3):
        by('not the one she has', 'patients', code=1, user='rae')
    rae = next(person for person in json.loads(by('', 'users')[0]) if person['login'] == 'rae')
    equal(rae['failed_log_ins'], 3)
    assert rae['locked_until'] > NOW, rae
    assert '3 failed log-ins, locked out until' in call('--clinic', desk.path, '--now', NOW, '--user', 'ana', 'users')[0]
    assert 'Too many wrong passphrases' in by('another few green words', 'patients', code=1, user='rae')[1]
    equal(json.loads(by('', 'users', 'unlock', 'rae')[0])['login'], 'rae')
    assert 'passphrase of your own' in by('another few green words', 'patients', code=1, user='rae')[1]
    key = json.loads(by('', 'users', 'recovery-key')[0])['recovery_key']
    assert key != desk.made['recovery_key'] and len(key) == len(desk.made['recovery_key']), key
    by('', 'users', 'disable', 'rae')
    acts = [row['act'] for row in json.loads(by('', 'audit')[0])]
    assert 'passphrase-set' in acts and 'codes-reset' in acts and 'log-in-failed' in acts, acts


def test_a_clinic_is_backed_up_verified_and_restored(desk):
    ada = desk.referral()['patient_id']
    made = desk.ask('backup')
    keys(made, 'clinic path made program schema encrypted acts head kept rows')
    equal(made['rows']['patient'], 1)
    assert 'Synth' not in open(made['path'], 'rb').read().decode('latin-1')
    equal(desk.ask('verify')['rows']['patient'], 1)
    equal(desk.ask('verify', made['path'], '--user', 'ana')['head'], made['head'])
    desk('assess', ada, 'phq-9', *'223121201')
    back = desk.ask('restore', made['path'], '--user', 'ana')
    assert os.path.exists(back['kept']) and os.path.exists(back['kept'] + '.keys')
    equal(desk.ask('verify')['rows']['assessment'], 0)
    equal([row['act'] for row in desk.ask('audit', '--limit', 5)].count('restored'), 1)
    elsewhere = desk.file('moved.chairtime')
    equal(desk.ask('restore', made['path'], '--user', 'ana', '--to', elsewhere)['kept'], None)
    equal(desk('backup', '--scheduled')[0].strip(), 'No backup is due.')


def test_the_plan_of_backups_is_said_and_changed(desk):
    plan = desk.ask('backup-plan')
    keys(plan, 'times folder keep_last keep_weeks keep_months warn_days last_good last_good_path trouble')
    equal(plan['last_good'], None)
    changed = desk.ask('backup-plan', '--at', '12:30, 18:00', '--keep', 30, '--folder', desk.folder)
    equal((changed['times'], changed['keep_last'], changed['folder']), ('12:30, 18:00', 30, desk.folder))
    equal(changed['keep_weeks'], plan['keep_weeks'])
    made = desk.ask('backup')
    equal(os.path.dirname(made['path']), desk.folder)
    assert 'Every day at 12:30, 18:00' in desk('backup-plan')[0]
    assert 'newest' in desk.refused('backup-plan', '--keep', 0)
    desk.refused('backup-plan', '--at', 'evening')
    equal(desk.ask('backup-plan', '--at', '', '--folder', '')['times'], '')
    equal(desk.ask('backup-plan')['keep_last'], 30)


def test_a_backup_is_restored_by_the_recovery_key_alone(desk):
    made = desk.ask('backup', '--to', desk.folder)
    env = dict(ENV, CHAIRTIME_RECOVERY_KEY=desk.made['recovery_key'])
    call('restore', made['path'], '--recovery', '--to', desk.file('back.chairtime'), env=env)
    call('--clinic', desk.file('back.chairtime'), 'patients')


def test_a_bad_backup_is_refused_in_a_sentence(desk):
    made = desk.ask('backup')
    with open(made['path'], 'rb') as file:
        good = file.read()
    damaged, short = desk.file('damaged.ctbackup'), desk.file('short.ctbackup')
    with open(damaged, 'wb') as file:
        file.write(good[:9000] + bytes([good[9000] ^ 1]) + good[9001:])
    with open(short, 'wb') as file:
        file.write(good[:-20000])
    foreign = desk.file('foreign.ctbackup', 'pictures of a holiday')
    for path, word in ((damaged, 'damaged'), (short, 'cut short'), (foreign, 'not a backup'),
                       (desk.file('none.ctbackup'), 'not there')):
        for command in ('verify', 'restore'):
            sentence = desk.refused(command, path, '--user', 'ana')
            assert word in sentence, sentence
    wrong = dict(ENV, CHAIRTIME_PASSPHRASE='wrong horse battery')
    call('--clinic', desk.path, 'restore', made['path'], '--user', 'ana', code=1, env=wrong)
    assert 'folder' in desk.refused('backup', '--to', desk.file('unplugged'))
    desk.refused('restore', made['path'], code=2)
    equal(desk.ask('verify')['rows']['patient'], 0)


def test_the_audit_is_filtered_and_taken_out(desk):
    ada = desk.referral()['patient_id']
    rows = desk.ask('audit', '--patient', ada, '--act', 'created', '--table', 'patient', '--by', 'ana')
    equal([row['detail'].split('\n')[0] for row in rows], ['Record number: 10001'])
    equal(desk.ask('audit', '--patient', ada, '--until', '2026-03-01'), [])
    equal(len(desk.ask('audit', '--since', '2026-03-02', '--limit', 1)), 1)
    equal(desk.ask('audit', '--text', 'no such words'), [])
    table = os.path.join(desk.folder, 'audit.csv')
    made = desk.ask('audit', '--patient', ada, '--csv', table)
    with open(table, newline='', encoding='utf-8') as file:
        lines = list(csv.DictReader(file))
    equal(len(lines), made['rows'])
    equal({line['patient'] for line in lines}, {'Synth, Ada'})
    assert f'{len(lines)} acts, audit.csv' in desk.ask('audit', '--act', 'exported')[0]['detail']
    assert 'no user' in desk.refused('audit', '--by', 'nobody')


def test_a_head_that_was_kept_is_found_again(desk):
    kept = os.path.join(desk.folder, 'head.txt')
    with open(kept, 'w', encoding='utf-8') as file:
        file.write(desk('audit', '--head')[0])
    head = desk.ask('audit', '--head')
    keys(head, 'number hash check_word')
    desk.referral()
    equal(desk.ask('audit', '--has-head', kept)['has_head'], True)
    with open(kept, 'w', encoding='utf-8') as file:
        file.write(f"{head['number'] + 1} {head['hash']} {head['check_word']}")
    assert 'mistyped' in desk.refused('audit', '--has-head', kept)
    desk('audit', '--head', '--output', desk.file('head.pdf'))
    with open(desk.file('head.pdf'), 'rb') as file:
        assert file.read().startswith(b'%PDF')
    desk.refused('audit', '--output', desk.file('head.pdf'), code=2)


def test_what_is_known_bears_version_source_and_date(_):
    for command, known in (('instruments', 'phq-9'), ('protocols', 'IV_IND_3PW')):
        listed = json.loads(call(command, '--json')[0])
        keys(listed[0], 'id name version source reviewed')
        assert known in [one['id'] for one in listed]
        assert all(one['source'] and one['version'] and one['reviewed'] for one in listed)


def on_a_terminal(*args):
    """Runs a command whose complaints go to a terminal. Returns what stood there in the course of time."""
    master, terminal = os.openpty()
    with subprocess.Popen([PROGRAM, *map(str, args)], env=ENV, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=terminal) as running:
        os.close(terminal)
        shown = b''
        try:
            while more := os.read(master, 4096):
                shown += more
        except OSError:  # the other side has closed it
            pass
        equal(running.wait(timeout=120), 0)
    os.close(master)
    return shown.decode()


def test_how_far_it_is_is_said_on_a_terminal_only(desk):
    clear = '\r\x1b[K'
    made, complaints = desk('backup')
    assert 'Backed up and verified' in made and complaints == '', complaints
    backup = desk.ask('backup')['path']
    for words, args in [('Copying', ['--clinic', desk.path, '--now', NOW, 'backup']),
                        ('Checking', ['--clinic', desk.path, '--now', NOW, 'verify']),
                        ('Checking', ['--user', 'ana', 'verify', backup]),
                        ('Unpacking', ['--user', 'ana', 'restore', backup, '--to', desk.file('again.chairtime')])]:
        shown = on_a_terminal(*args)
        assert shown.startswith(clear) and shown.endswith(clear), (args, shown)
        assert words in shown and '\n' not in shown, (args, shown)


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith('test_')]
    print(f'1..{len(tests)}')
    for number, (name, test) in enumerate(tests, 1):
        try:
            with tempfile.TemporaryDirectory(prefix='chairtime-cli-') as folder:
                test(Desk(folder))
            result = 'ok'
        except Exception:  # a failing test is told, and the next one runs
            result = 'not ok'
            print('# ' + '\n# '.join(traceback.format_exc().strip().splitlines()))
        print(f'{result} {number} {name[5:].replace("_", " ")}', flush=True)


main()
